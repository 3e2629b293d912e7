import type { ListName } from '../../lib/model/lists';
import type { Kit } from '../kit';

/** The state of a list under a name, for who saved it. */
export const savedView = (k: Kit) =>
  k.table(
    'saved_view',
    {
      id: k.text('id').primaryKey(),
      ownerId: k.text('owner_id').notNull(),
      list: k.text('list').$type<ListName>().notNull(),
      /** Empty where the list is not of one tenant: a null would not count as equal in a unique index. */
      tenantId: k.text('tenant_id').notNull(),
      name: k.text('name').notNull(),
      address: k.text('address').notNull(),
      isDefault: k.bool('is_default').notNull(),
      createdAt: k.time('created_at').notNull(),
      updatedAt: k.time('updated_at').notNull(),
    },
    (t) => [k.uniqueIndex('saved_view_name').on(t.ownerId, t.list, t.tenantId, t.name)],
  );
