import type { SqlDialect } from './executor';
import type { Shape } from './statement-cache';

/** The one identity of a user that holds a password; its subject is the user's own id. */
export const PASSWORD_PROVIDER = 'password';

/** One row per user: `identity` is null where there is no password yet. */
export const passwordIdentity: Shape = (db, slot) =>
  db
    .selectFrom('app_user')
    .leftJoin('identity', (join) => join.onRef('identity.user_id', '=', 'app_user.id').on('identity.provider', '=', PASSWORD_PROVIDER))
    .select(['app_user.id as user', 'identity.id as identity'])
    .where('app_user.id', '=', slot<string>('id'));

export const insertPassword =
  ({ now }: SqlDialect): Shape =>
  (db, slot) =>
    db.insertInto('identity').values({
      id: slot<string>('identityId'),
      user_id: slot<string>('id'),
      provider: PASSWORD_PROVIDER,
      subject: slot<string>('subject'),
      password_hash: slot<string>('hash'),
      password_temporary: slot<boolean>('temporary'),
      password_set_at: now,
    });

/** A new password ends the lockout that guesses of the old one brought about. */
export const updatePassword =
  ({ now }: SqlDialect): Shape =>
  (db, slot) =>
    db
      .updateTable('identity')
      .set({ password_hash: slot<string>('hash'), password_temporary: slot<boolean>('temporary'), password_set_at: now, failed_attempts: 0, locked_until: null, updated_at: now })
      .where('id', '=', slot<string>('identityId'));
