import type { ColumnType } from 'kysely';

/** Set by the engine unless given. */
type Moment = ColumnType<string, string | undefined, string>;
type MaybeMoment = ColumnType<string | null, string | null | undefined, string | null>;

export interface AppUserTable {
  id: string;
  email: string;
  email_verified: ColumnType<boolean, boolean | undefined, boolean>;
  status: ColumnType<string, string | undefined, string>;
  name: string | null;
  given_name: string | null;
  family_name: string | null;
  picture: string | null;
  locale: string | null;
  language: string | null;
  metadata: ColumnType<unknown, string | undefined, string>;
  disabled_at: MaybeMoment;
  disabled_reason: string | null;
  disabled_until: MaybeMoment;
  created_at: Moment;
  updated_at: Moment;
}

export interface IdentityTable {
  id: string;
  user_id: string;
  provider: string;
  subject: string;
  password_hash: string | null;
  password_temporary: ColumnType<boolean, boolean | undefined, boolean>;
  password_set_at: MaybeMoment;
  failed_attempts: ColumnType<number, number | undefined, number>;
  locked_until: MaybeMoment;
  updated_at: Moment;
}

/** System columns that repositories use so far; a tenant's own columns are known only at run time. */
export interface TenantTables {
  app_user: AppUserTable;
  identity: IdentityTable;
}
