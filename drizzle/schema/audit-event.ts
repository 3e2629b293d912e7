import type { AuditChange, AuditEvent, Door } from '../../lib/model/audit';
import type { Kit } from '../kit';

/** The audit's chain: one row per intent and one per outcome. */
export const auditEvent = (k: Kit) =>
  k.table(
    'audit_event',
    {
      /** Place in the chain, from 1, without gaps. */
      seq: k.bigint('seq').primaryKey(),
      id: k.text('id').notNull(),
      kind: k.text('kind').$type<'intent' | 'outcome'>().notNull(),
      /** Own id on an intent, the intent's on an outcome. */
      intentId: k.text('intent_id').notNull(),
      at: k.time('at').notNull(),
      actorType: k.text('actor_type').$type<AuditEvent['actor']['type']>().notNull(),
      actorId: k.text('actor_id').notNull(),
      actorName: k.text('actor_name').notNull(),
      door: k.text('door').$type<Door>().notNull(),
      action: k.text('action').notNull(),
      targetType: k.text('target_type').notNull(),
      targetId: k.text('target_id').notNull(),
      targetTenant: k.text('target_tenant'),
      changes: k.json('changes').$type<AuditChange[]>().notNull(),
      success: k.bool('success'),
      error: k.text('error'),
      ip: k.text('ip'),
      prevHash: k.text('prev_hash').notNull(),
      hash: k.text('hash').notNull(),
    },
    (t) => [
      k.uniqueIndex('audit_event_id').on(t.id),
      k.uniqueIndex('audit_event_intent').on(t.intentId, t.kind),
      k.index('audit_event_tenant').on(t.targetTenant, t.seq),
      k.index('audit_event_actor').on(t.actorId, t.seq),
      k.index('audit_event_action').on(t.action, t.seq),
    ],
  );
