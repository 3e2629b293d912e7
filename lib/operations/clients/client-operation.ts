import type { ErrorCode } from '@/lib/errors';
import type { AuditEvent } from '@/lib/model/audit';
import type { Runtime } from '@/lib/runtime';

/** What anything on a tenant's clients and scopes may answer: their files may be broken. */
export const CONFIG_ERRORS: readonly ErrorCode[] = ['tenant_not_found', 'config_invalid'];

export const clientTarget = ({ slug, clientId }: { slug: string; clientId: string }): AuditEvent['target'] => ({ type: 'client', id: clientId, tenant: slug });
/** What of a client the audit has no use for: its secrets are told of one by one. */
export const CLIENT_IGNORED = ['clientId', 'secrets', 'lastUsedAt', 'lastUsedKnown', 'createdAt', 'updatedAt', 'version'] as const;

/** Screens that show a tenant's clients or scopes read them again. */
export const tellOfClients = ({ records }: Pick<Runtime, 'records'>, slug: string, clientId: string): Promise<void> => records.events.publish({ type: 'client', tenant: slug, data: { slug, clientId } });
