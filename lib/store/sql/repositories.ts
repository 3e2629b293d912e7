import type { TenantContext, TenantDatabase } from '../ports';
import { SqlActivity } from './activity';
import { SqlConsents } from './consents';
import { SqlEmailTokens } from './email-tokens';
import type { SqlExecutor } from './executor';
import { SqlIdentities } from './identities';
import { SqlMfa } from './mfa';
import { SqlRefreshTokens } from './refresh-tokens';
import { SqlRoles } from './roles';
import { SqlSessions } from './sessions';
import { SqlUsers } from './users';

/** Every repository of one tenant's data plane, for an engine that speaks SQL. */
export function sqlRepositories(executor: SqlExecutor, tenantId: string, { customColumns, secretbox }: TenantContext): TenantDatabase {
  return {
    users: new SqlUsers(executor, customColumns),
    identities: new SqlIdentities(executor),
    sessions: new SqlSessions(executor),
    tokens: new SqlRefreshTokens(executor),
    emailTokens: new SqlEmailTokens(executor),
    mfa: new SqlMfa(executor, tenantId, secretbox),
    consents: new SqlConsents(executor),
    rbac: new SqlRoles(executor),
    activity: new SqlActivity(executor),
  };
}
