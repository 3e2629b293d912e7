import type { ColumnType } from 'kysely';

/** Set by the engine unless given; text or Date when read. */
type Moment = ColumnType<Date | string, string | undefined, string>;

export interface AppUserTable {
  id: string;
  email: string;
  email_verified: ColumnType<boolean, boolean | undefined, boolean>;
  status: ColumnType<string, string | undefined, string>;
  name: string | null;
  created_at: Moment;
  updated_at: Moment;
}

export interface IdentityTable {
  id: string;
  user_id: string;
  provider: string;
  subject: string;
  password_hash: string | null;
  password_set_at: ColumnType<Date | string | null, string | undefined, string | null>;
}

/** System columns that repositories use so far; a tenant's own columns are known only at run time. */
export interface TenantTables {
  app_user: AppUserTable;
  identity: IdentityTable;
}
