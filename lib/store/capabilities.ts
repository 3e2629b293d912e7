/** What an engine can do. Every flag's default is the conservative one; ask these, never an engine's name. */
export interface AdapterCapabilities {
  /** Tenants can live on it. Without this it is known by name, and every call says why it does nothing. */
  tenants: boolean;
  /** Schemas inside one database. */
  schemas: boolean;
  /** Roles that can be granted and assumed. */
  roles: boolean;
  /** Reached over a network: it has a host, users and passwords, and can be out of reach. */
  network: boolean;
  /** Users' fields can become columns. */
  userFields: boolean;
  /** DDL takes part in transactions. */
  transactionalDdl: boolean;
  /** Several statements sent without waiting for each answer. */
  pipelining: boolean;
  /** Highest number of bytes in an identifier. */
  identifierBytes: number;
}

export const CONSERVATIVE: AdapterCapabilities = {
  tenants: false,
  schemas: false,
  roles: false,
  network: false,
  userFields: false,
  transactionalDdl: false,
  pipelining: false,
  identifierBytes: 63,
};

/** What the product can do in the present mode. */
export interface StoreCapabilities {
  users: boolean;
  tokens: boolean;
  mfa: boolean;
  consents: boolean;
  rbac: boolean;
  emailFlows: boolean;
  globalSync: boolean;
  readOnly: boolean;
  leader: boolean;
}
