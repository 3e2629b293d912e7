import type { ErrorCode } from '@/lib/errors';
import type { AuditEvent } from '@/lib/model/audit';

/** What any operation on a tenant's users may answer, for its database may be away. */
export const DATA_PLANE_ERRORS: readonly ErrorCode[] = ['tenant_not_found', 'tenant_suspended', 'tenant_no_database', 'tenant_not_ready', 'server_unreachable', 'server_auth_failed', 'pool_exhausted', 'capability_unsupported'];

export const userTarget = ({ slug, id }: { slug: string; id: string }): AuditEvent['target'] => ({ type: 'user', id, tenant: slug });
