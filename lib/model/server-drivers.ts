import { DRIVERS } from './states';

/** How much of a server is proven before anything is said to it. */
export const TLS_MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;

export type Driver = (typeof DRIVERS)[number];

/** What a server has besides a name, a budget and words for people: how it is reached. */
export const ADDRESS_FIELDS = ['host', 'port', 'directHost', 'directPort', 'database', 'maintenanceDatabase', 'username', 'password', 'tls', 'directory'] as const;
export type AddressField = (typeof ADDRESS_FIELDS)[number];

/** Every check that a connection test may make. */
export const CONNECTION_CHECK_NAMES = ['resolve', 'tcp', 'tls', 'authenticate', 'directory', 'version', 'privileges', 'read_write', 'space', 'pooler', 'clock'] as const;
export type ConnectionCheckName = (typeof CONNECTION_CHECK_NAMES)[number];

export interface DriverTraits {
  /** Fields its servers have; the rest are refused. */
  fields: readonly AddressField[];
  /** Of these, the ones that must be given. */
  required: readonly AddressField[];
  /** What a new form begins with. */
  initial: Partial<Record<'port' | 'maintenanceDatabase', string>>;
  /** Checks of a connection test, in the order they run. */
  checks: readonly ConnectionCheckName[];
  /** What a connection string looks like; null where there is none. */
  dsnExample: string | null;
}

const NETWORK: readonly AddressField[] = ['host', 'port', 'directHost', 'directPort', 'database', 'maintenanceDatabase', 'username', 'password', 'tls'];
/** Of a server over a network. */
export const NETWORK_CHECKS = ['resolve', 'tcp', 'tls', 'authenticate', 'version', 'privileges', 'read_write', 'pooler', 'clock'] as const satisfies readonly ConnectionCheckName[];
/** Of a folder of files. */
export const FILE_CHECKS = ['directory', 'version', 'read_write', 'space'] as const satisfies readonly ConnectionCheckName[];
const NETWORK_REQUIRED: readonly AddressField[] = ['host', 'port', 'database', 'username'];

/** The one table of what each engine's servers are described by: schema, operations and form follow it. */
export const DRIVER_TRAITS: Record<Driver, DriverTraits> = {
  postgres: {
    fields: NETWORK,
    required: NETWORK_REQUIRED,
    checks: NETWORK_CHECKS,
    initial: { port: '5432', maintenanceDatabase: 'postgres' },
    dsnExample: 'postgres://user:password@host:5432/database',
  },
  mysql: {
    fields: NETWORK.filter((field) => field !== 'maintenanceDatabase'),
    required: NETWORK_REQUIRED,
    checks: NETWORK_CHECKS,
    initial: { port: '3306' },
    dsnExample: 'mysql://user:password@host:3306/database',
  },
  sqlite: { fields: ['directory'], required: ['directory'], checks: FILE_CHECKS, initial: {}, dsnExample: null },
  mongo: { fields: NETWORK, required: NETWORK_REQUIRED, checks: NETWORK_CHECKS, initial: { port: '27017' }, dsnExample: null },
};

export const hasField = (driver: Driver, field: AddressField): boolean => DRIVER_TRAITS[driver].fields.includes(field);

export const isDriver = (name: string): name is Driver => DRIVERS.some((driver) => driver === name);
