import type { z } from 'zod';
import type { AdminDependencies } from '@/lib/admins/admin-view';
import type { AuditEvent } from '@/lib/model/audit';
import type { AdminConfig, adminRefSchema } from '@/lib/model/admin';
import type { Runtime } from '@/lib/runtime';

/** What the rules of admins need of a runtime. */
export const adminDeps = ({ records, store }: Runtime): AdminDependencies => ({ records, config: store.config });

export const adminTarget = ({ id }: z.output<typeof adminRefSchema>): AuditEvent['target'] => ({ type: 'admin', id });

/** What the record tells of an admin. */
export const adminFacts = ({ email, name, role, tenants, disabled, totp }: AdminConfig) => ({ email, name, role, tenants, disabled, secondFactor: Boolean(totp?.confirmedAt) });
