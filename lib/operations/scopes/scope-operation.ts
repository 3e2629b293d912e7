import type { AuditEvent } from '@/lib/model/audit';
import type { Runtime } from '@/lib/runtime';

export const scopeTarget = ({ slug, scope }: { slug: string; scope: string }): AuditEvent['target'] => ({ type: 'scope', id: scope, tenant: slug });
/** What of a scope the audit has no use for: what follows from other things is told with those. */
export const SCOPE_IGNORED = ['name', 'claimSources', 'system', 'usedBy.clients', 'usedBy.scopes', 'createdAt', 'updatedAt', 'version'] as const;
export const tellOfScopes = ({ records }: Pick<Runtime, 'records'>, slug: string, scope: string): Promise<void> => records.events.publish({ type: 'scope', tenant: slug, data: { slug, scope } });
