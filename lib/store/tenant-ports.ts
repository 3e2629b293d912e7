import type { SecretBox } from '@/lib/secrets/secretbox';
import type { ActivityRepository, ConsentsRepository, IdentitiesRepository, MfaRepository, RbacRepository } from './account-ports';
import type { TenantCache } from './cache/port';
import type { ClientsConfig, ScopesConfig } from './item-ports';
import type { EmailTokensRepository, SessionsRepository, TokensRepository } from './session-ports';
import type { CustomColumnSource } from './sql/custom-columns';
import type { UsersRepository } from './user-ports';

/** What a tenant's repositories need beside its database. */
export interface TenantContext {
  /** The tenant's fields in force; none when absent. */
  customColumns?: CustomColumnSource;
  /** Seals what is stored secret (second factors). */
  secretbox: SecretBox;
}

/** Repositories of one tenant's data plane. */
export interface TenantDatabase {
  users: UsersRepository;
  identities: IdentitiesRepository;
  sessions: SessionsRepository;
  tokens: TokensRepository;
  emailTokens: EmailTokensRepository;
  mfa: MfaRepository;
  consents: ConsentsRepository;
  rbac: RbacRepository;
  activity: ActivityRepository;
}

/** What callers hold for one tenant. Never another tenant's database, never a fallback. */
export interface TenantAccess extends TenantDatabase {
  readonly slug: string;
  readonly id: string;
  hasDb(): boolean;
  /** @throws AppError `tenant_no_database`, `tenant_not_ready`, `tenant_suspended`, `server_unreachable`. */
  requireDb(): Promise<TenantDatabase>;
  /** This process's short-lived values of the tenant; works without a data plane. */
  readonly cache: TenantCache;
  /** Of the control plane: they answer without a data plane too. */
  readonly clients: ClientsConfig;
  readonly scopes: ScopesConfig;
}
