import type { AuditEvent } from '@/lib/model/audit';

export const roleTarget = ({ slug, role }: { slug: string; role: string }): AuditEvent['target'] => ({ type: 'role', id: role, tenant: slug });
/** What of a role the audit has no use for: users are none of its own, and the id never changes. */
export const ROLE_IGNORED = ['id', 'users', 'createdAt', 'updatedAt', 'version'] as const;
