import type { Kit } from '../kit';

/** When a client's secret was last right. Machine state: it changes no file and no version. */
export const clientSecretUse = (k: Kit) =>
  k.table(
    'client_secret_use',
    {
      tenantId: k.text('tenant_id').notNull(),
      secretId: k.text('secret_id').notNull(),
      lastUsedAt: k.time('last_used_at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.tenantId, t.secretId] })],
  );
