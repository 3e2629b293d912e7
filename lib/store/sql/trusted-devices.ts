import { randomUUID } from 'node:crypto';
import type { TrustedDevice } from '../account-ports';
import { UUID } from './column-values';
import type { SqlExecutor, SqlRow, SqlStatement } from './executor';
import { maybeMoment, maybeText, momentOf, textOf } from './rows';
import { newSecret, secretHash } from './secret-hash';
import type { Shape, StatementCache } from './statement-cache';
import { SYSTEM_KINDS } from './tables';
import { userNotFound } from './users-list';

const PREFIX = 'tnd_';
const COLUMNS = ['id', 'label', 'created_at', 'last_seen_at', 'expires_at'] as const;

/** Devices on which the second factor is not asked for until they expire. */
export class TrustedDevices {
  constructor(
    private readonly executor: SqlExecutor,
    private readonly statements: StatementCache,
  ) {}

  list(userId: string): SqlStatement {
    const shape: Shape = (db, slot) =>
      db
        .selectFrom('trusted_device')
        .select([...COLUMNS])
        .where('user_id', '=', slot<string>('userId'))
        .where('expires_at', '>', this.executor.dialect.now)
        .orderBy('created_at', 'desc')
        .orderBy('id');
    return this.statements.fill('devices', shape, { userId }, SYSTEM_KINDS);
  }

  deleted(userId: string): SqlStatement {
    const shape: Shape = (db, slot) => db.deleteFrom('trusted_device').where('user_id', '=', slot<string>('userId'));
    return this.statements.fill('devices deleted', shape, { userId });
  }

  async trust(userId: string, { label = null, lifetimeSeconds }: { label?: string | null; lifetimeSeconds: number }): Promise<{ token: string; device: TrustedDevice }> {
    if (!UUID.test(userId)) throw userNotFound(userId);
    const { dialect } = this.executor;
    const id = randomUUID();
    const { token, hash } = newSecret(PREFIX);
    const insert: Shape = (db, slot) =>
      db.insertInto('trusted_device').values({
        id: slot<string>('id'),
        user_id: slot<string>('userId'),
        token_hash: slot('hash'),
        label: slot<string>('label'),
        created_at: dialect.now,
        expires_at: dialect.nowPlus(slot('lifetime')),
      });
    const byId: Shape = (db, slot) => db.selectFrom('trusted_device').select([...COLUMNS]).where('id', '=', slot<string>('id'));
    const values = { id, userId, hash: dialect.encode('bytes', hash), label, lifetime: lifetimeSeconds };
    const [, read] = await this.executor.run([this.statements.fill('insert device', insert, values), this.statements.fill('device', byId, { id }, SYSTEM_KINDS)]);
    const row = read?.rows[0];
    if (!row) throw new Error('the device just written was not read back');
    return { token, device: this.read(row) };
  }

  async isTrusted(userId: string, token: string): Promise<boolean> {
    if (!UUID.test(userId)) return false;
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) =>
      db
        .updateTable('trusted_device')
        .set({ last_seen_at: dialect.now })
        .where('token_hash', '=', slot<Buffer>('hash'))
        .where('user_id', '=', slot<string>('userId'))
        .where('expires_at', '>', dialect.now);
    const [answer] = await this.executor.run([this.statements.fill('device seen', shape, { userId, hash: dialect.encode('bytes', secretHash(token)) })]);
    return answer?.affected === 1;
  }

  async forget(userId: string, deviceId: string): Promise<boolean> {
    if (!UUID.test(userId) || !UUID.test(deviceId)) return false;
    const shape: Shape = (db, slot) => db.deleteFrom('trusted_device').where('id', '=', slot<string>('id')).where('user_id', '=', slot<string>('userId'));
    const [answer] = await this.executor.run([this.statements.fill('forget device', shape, { id: deviceId, userId })]);
    return answer?.affected === 1;
  }

  read(row: SqlRow): TrustedDevice {
    return {
      id: textOf(row, 'id'),
      label: maybeText(row, 'label'),
      createdAt: momentOf(row, 'created_at'),
      lastSeenAt: maybeMoment(row, 'last_seen_at'),
      expiresAt: momentOf(row, 'expires_at'),
    };
  }
}
