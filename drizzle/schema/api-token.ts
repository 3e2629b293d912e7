import type { Role } from '../../lib/model/admin';
import type { Kit } from '../kit';

export const apiToken = (k: Kit) =>
  k.table(
    'api_token',
    {
      id: k.text('id').primaryKey(),
      name: k.text('name').notNull(),
      role: k.text('role').$type<Role>().notNull(),
      tenants: k.json('tenants').$type<string[]>().notNull(),
      /** SHA-256 (hex) of the secret, which itself is never stored. */
      hash: k.text('hash').notNull(),
      createdBy: k.text('created_by').notNull(),
      createdAt: k.time('created_at').notNull(),
      expiresAt: k.time('expires_at'),
      lastUsedAt: k.time('last_used_at'),
      revokedAt: k.time('revoked_at'),
    },
    (t) => [k.uniqueIndex('api_token_hash').on(t.hash)],
  );
