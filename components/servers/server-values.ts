import { variable } from '@/lib/doors/snippets/shell';
import type { CreateServerInput, Server } from '@/lib/model/server';
import { DRIVER_TRAITS, type AddressField, type Driver } from '@/lib/model/server-drivers';

/** What the server form holds: everything as typed, also for engines whose servers have other fields. */
export interface ServerFormValues {
  driver: Driver;
  name: string;
  directory: string;
  host: string;
  port: string;
  database: string;
  username: string;
  password: string;
  tls: { mode: 'disable' | 'require' | 'verify-ca' | 'verify-full'; ca: string };
  maintenanceDatabase: string;
  directHost: string;
  directPort: string;
  maxConnections: string;
  region: string;
  description: string;
  isDefault: boolean;
}

export const EMPTY_SERVER: ServerFormValues = {
  driver: 'postgres',
  name: '',
  directory: '',
  host: '',
  port: '5432',
  database: '',
  username: '',
  password: '',
  tls: { mode: 'disable', ca: '' },
  maintenanceDatabase: 'postgres',
  directHost: '',
  directPort: '',
  maxConnections: '50',
  region: '',
  description: '',
  isDefault: false,
};

export function valuesOf(server: Server): ServerFormValues {
  const { driver, name, region, description, isDefault } = server;
  const common = { ...EMPTY_SERVER, driver, name, region, description, isDefault, maxConnections: String(server.maxConnections) };
  if ('directory' in server) return { ...common, directory: server.directory };
  return {
    ...common,
    host: server.host,
    port: String(server.port),
    database: server.database,
    username: server.username,
    tls: { mode: server.tls.mode, ca: server.tls.ca ?? '' },
    maintenanceDatabase: server.maintenanceDatabase,
    directHost: server.directHost ?? '',
    directPort: server.directPort === null ? '' : String(server.directPort),
  };
}

/** The operation's input: the engine's own fields, numbers from text, empty optional ones as null, an empty certificate left out. */
export function toServerInput(values: ServerFormValues): CreateServerInput {
  const { driver, name, region, description, isDefault, tls } = values;
  const address: Required<Pick<CreateServerInput, AddressField>> = {
    host: values.host,
    port: Number(values.port),
    directHost: values.directHost.trim() || null,
    directPort: values.directPort.trim() === '' ? null : Number(values.directPort),
    database: values.database,
    maintenanceDatabase: values.maintenanceDatabase,
    username: values.username,
    password: values.password,
    tls: { mode: tls.mode, ...(tls.ca.trim() !== '' && { ca: tls.ca }) },
    directory: values.directory.trim(),
  };
  const own = Object.fromEntries(DRIVER_TRAITS[driver].fields.map((field) => [field, address[field]]));
  return { driver, name, region, description, isDefault, maxConnections: Number(values.maxConnections), ...own };
}

/** A saved server as it would be added anew. Its password is not known here; that it has one is. */
export function asCreated(server: Server): CreateServerInput {
  const hasPassword = 'hasPassword' in server && server.hasPassword;
  return toServerInput({ ...valuesOf(server), password: hasPassword ? variable('SERVER_PASSWORD') : '' });
}

/** The same for a saved server: without a new password the stored one stays. */
export function toServerUpdate(id: string) {
  return (values: ServerFormValues) => {
    const { driver: _driver, password, ...rest } = toServerInput(values);
    return { id, ...rest, ...(password && { password }) };
  };
}
