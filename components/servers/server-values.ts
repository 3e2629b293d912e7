import type { CreateServerInput, Server } from '@/lib/model/server';

/** What the server form holds: everything as typed. */
export interface ServerFormValues {
  name: string;
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
  name: '',
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
  return {
    name: server.name,
    host: server.host,
    port: String(server.port),
    database: server.database,
    username: server.username,
    password: '',
    tls: { mode: server.tls.mode, ca: server.tls.ca ?? '' },
    maintenanceDatabase: server.maintenanceDatabase,
    directHost: server.directHost ?? '',
    directPort: server.directPort === null ? '' : String(server.directPort),
    maxConnections: String(server.maxConnections),
    region: server.region,
    description: server.description,
    isDefault: server.isDefault,
  };
}

/** The operation's input: numbers from text, empty optional ones as null, an empty certificate left out. */
export function toServerInput({ tls, directHost, directPort, port, maxConnections, ...rest }: ServerFormValues): CreateServerInput {
  return {
    ...rest,
    driver: 'postgres',
    port: Number(port),
    maxConnections: Number(maxConnections),
    tls: { mode: tls.mode, ...(tls.ca.trim() !== '' && { ca: tls.ca }) },
    directHost: directHost.trim() || null,
    directPort: directPort.trim() === '' ? null : Number(directPort),
  };
}

/** The same for a saved server: without a new password the stored one stays. */
export function toServerUpdate(id: string) {
  return (values: ServerFormValues) => {
    const { driver: _driver, password, ...rest } = toServerInput(values);
    return { id, ...rest, ...(password !== '' && { password }) };
  };
}
