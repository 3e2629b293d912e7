import type { Kit } from '../kit';

export const consoleSession = (k: Kit) =>
  k.table(
    'console_session',
    {
      id: k.text('id').primaryKey(),
      adminId: k.text('admin_id').notNull(),
      createdAt: k.time('created_at').notNull(),
      lastSeenAt: k.time('last_seen_at').notNull(),
      expiresAt: k.time('expires_at').notNull(),
      revokedAt: k.time('revoked_at'),
      ip: k.text('ip'),
      userAgent: k.text('user_agent'),
    },
    (t) => [k.index('console_session_admin').on(t.adminId, t.createdAt)],
  );
