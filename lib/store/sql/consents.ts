import { randomUUID } from 'node:crypto';
import { isAppError } from '@/lib/errors';
import type { Consent, ConsentsRepository } from '../account-ports';
import { UUID } from './column-values';
import type { SqlExecutor, SqlRow, SqlStatement } from './executor';
import { isLive } from './liveness';
import { maybeMoment, maybeText, momentOf, setOf, textOf } from './rows';
import { StatementCache, type Shape } from './statement-cache';
import { SYSTEM_KINDS } from './tables';
import { userNotFound } from './users-list';

const COLUMNS = ['user_id', 'client_id', 'scopes', 'granted_at', 'updated_at', 'revoked_at'] as const;

/** What users allowed clients, for every engine that speaks SQL. */
export class SqlConsents implements ConsentsRepository {
  private readonly statements: StatementCache;

  constructor(private readonly executor: SqlExecutor) {
    this.statements = new StatementCache(executor);
  }

  async grant(userId: string, clientId: string, scopes: readonly string[]): Promise<Consent> {
    if (!UUID.test(userId)) throw userNotFound(userId);
    try {
      return await this.merge(userId, clientId, scopes);
    } catch (error) {
      // The first consent of a user for a client, twice at once: now there is one to merge into.
      if (isAppError(error, 'conflict')) return this.merge(userId, clientId, scopes);
      throw error;
    }
  }

  async get(userId: string, clientId: string): Promise<Consent | null> {
    if (!UUID.test(userId)) return null;
    const [answer] = await this.executor.run([this.one(userId, clientId)]);
    const row = answer?.rows[0];
    return row && maybeText(row, 'revoked_at') === null ? toConsent(row) : null;
  }

  async list(userId: string): Promise<Consent[]> {
    if (!UUID.test(userId)) return [];
    const shape: Shape = (db, slot) =>
      db.selectFrom('user_consent').select([...COLUMNS]).where('user_id', '=', slot<string>('userId')).orderBy('updated_at', 'desc').orderBy('client_id');
    const [answer] = await this.executor.run([this.statements.fill('list', shape, { userId }, SYSTEM_KINDS)]);
    return (answer?.rows ?? []).map(toConsent);
  }

  async revoke(userId: string, clientId: string): Promise<boolean> {
    if (!UUID.test(userId)) return false;
    const { dialect } = this.executor;
    const consent: Shape = (db, slot) =>
      db
        .updateTable('user_consent')
        .set({ revoked_at: dialect.now, updated_at: dialect.now })
        .where('user_id', '=', slot<string>('userId'))
        .where('client_id', '=', slot<string>('clientId'))
        .where('revoked_at', 'is', null);
    const tokens: Shape = (db, slot) =>
      db
        .updateTable('refresh_token')
        .set({ revoked_at: dialect.now, revoked_why: 'consent_revoked' })
        .where('user_id', '=', slot<string>('userId'))
        .where('client_id', '=', slot<string>('clientId'))
        .where(isLive(dialect, 'refresh_token', 'active'));
    const values = { userId, clientId };
    const [revoked] = await this.executor.run([this.statements.fill('revoke', consent, values), this.statements.fill('revoke tokens', tokens, values)]);
    return revoked?.affected === 1;
  }

  async revokeClient(clientId: string): Promise<number> {
    const { now } = this.executor.dialect;
    const shape: Shape = (db, slot) => db.updateTable('user_consent').set({ revoked_at: now, updated_at: now }).where('client_id', '=', slot<string>('clientId')).where('revoked_at', 'is', null);
    const [revoked] = await this.executor.run([this.statements.fill('revoke of client', shape, { clientId })]);
    return revoked?.affected ?? 0;
  }

  private merge(userId: string, clientId: string, scopes: readonly string[]): Promise<Consent> {
    return this.executor.transaction(async (run) => {
      const [found] = await run([this.one(userId, clientId, true)]);
      const row = found?.rows[0];
      const kept = row && maybeText(row, 'revoked_at') === null ? setOf(row, 'scopes') : [];
      const merged = [...new Set([...kept, ...scopes])].sort();
      const [, read] = await run([this.write(row !== undefined, userId, clientId, merged, kept.length === 0), this.one(userId, clientId)]);
      const written = read?.rows[0];
      if (!written) throw new Error('the consent just written was not read back');
      return toConsent(written);
    });
  }

  private write(exists: boolean, userId: string, clientId: string, scopes: string[], anew: boolean): SqlStatement {
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) =>
      exists
        ? db
            .updateTable('user_consent')
            .set({ scopes: slot('scopes'), updated_at: dialect.now, revoked_at: null, ...(anew ? { granted_at: dialect.now } : {}) })
            .where('user_id', '=', slot<string>('userId'))
            .where('client_id', '=', slot<string>('clientId'))
        : db.insertInto('user_consent').values({
            id: slot<string>('id'),
            user_id: slot<string>('userId'),
            client_id: slot<string>('clientId'),
            scopes: slot('scopes'),
            granted_at: dialect.now,
            updated_at: dialect.now,
          });
    return this.statements.fill(`write ${exists} ${anew}`, shape, { id: randomUUID(), userId, clientId, scopes: dialect.encode('set', scopes) });
  }

  private one(userId: string, clientId: string, lock = false): SqlStatement {
    const shape: Shape = (db, slot) => {
      const rows = db.selectFrom('user_consent').select([...COLUMNS]).where('user_id', '=', slot<string>('userId')).where('client_id', '=', slot<string>('clientId'));
      return lock ? rows.modifyEnd(this.executor.dialect.lockRows) : rows;
    };
    return this.statements.fill(`one ${lock}`, shape, { userId, clientId }, SYSTEM_KINDS);
  }
}

function toConsent(row: SqlRow): Consent {
  return {
    userId: textOf(row, 'user_id'),
    clientId: textOf(row, 'client_id'),
    scopes: setOf(row, 'scopes'),
    grantedAt: momentOf(row, 'granted_at'),
    updatedAt: momentOf(row, 'updated_at'),
    revokedAt: maybeMoment(row, 'revoked_at'),
  };
}
