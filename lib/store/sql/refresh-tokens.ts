import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '@/lib/errors';
import type { LivenessCounts, NewestQuery, NewRefreshToken, RefreshToken, Rotation, TokensRepository } from '../session-ports';
import { UUID } from './column-values';
import type { RunStatements, SqlExecutor, SqlRow, SqlStatement } from './executor';
import { livenessOf } from './liveness';
import { LivenessList } from './liveness-list';
import { maybeMoment, maybeText, momentOf, setOf, textOf } from './rows';
import { revoke, type RevokedBy } from './revocation';
import { newSecret, secretHash } from './secret-hash';
import { StatementCache, type Shape } from './statement-cache';
import { userNotFound } from './users-list';

const COLUMNS = [
  'id', 'family_id', 'parent_id', 'user_id', 'session_id', 'client_id', 'scopes', 'created_at', 'expires_at', 'rotated_at', 'revoked_at', 'revoked_why',
] as const;
const PREFIX = 'tnr_';

interface TokenValues {
  familyId: string;
  parentId: string | null;
  userId: string;
  sessionId: string | null;
  clientId: string;
  scopes: readonly string[];
  lifetimeSeconds: number;
}

/** Refresh tokens of one tenant's users, for every engine that speaks SQL. */
export class SqlRefreshTokens implements TokensRepository {
  private readonly statements: StatementCache;
  private readonly rows: LivenessList;

  constructor(private readonly executor: SqlExecutor) {
    this.statements = new StatementCache(executor);
    this.rows = new LivenessList(executor, this.statements, 'refresh_token', COLUMNS);
  }

  async create({ userId, clientId, sessionId = null, scopes = [], lifetimeSeconds }: NewRefreshToken): Promise<{ token: string; refreshToken: RefreshToken }> {
    if (!UUID.test(userId)) throw userNotFound(userId);
    const values = { familyId: randomUUID(), parentId: null, userId, sessionId, clientId, scopes, lifetimeSeconds };
    if (sessionId === null) return this.insert(this.executor.run, values);
    if (!UUID.test(sessionId)) throw sessionGone(sessionId);
    return this.executor.transaction(async (run) => {
      // Whoever revokes the session waits for us, and then finds the token.
      const [found] = await run([this.activeSession(sessionId, userId)]);
      if (!found?.rows[0]) throw sessionGone(sessionId);
      return this.insert(run, values);
    });
  }

  rotate(token: string, { lifetimeSeconds, clientId }: { lifetimeSeconds: number; clientId?: string }): Promise<Rotation> {
    const hash = this.hashOf(token);
    return this.executor.transaction(async (run): Promise<Rotation> => {
      const [found] = await run([this.rows.by('token_hash', hash, true)]);
      const row = found?.rows[0];
      if (!row) return { ok: false, reason: 'unknown' };
      const old = toToken(row);
      if (clientId !== undefined && old.clientId !== clientId) return { ok: false, reason: 'unknown' };
      if (old.rotatedAt !== null) return this.reused(run, old);
      if (old.status !== 'active') return { ok: false, reason: old.status, userId: old.userId };
      const [user] = await run([this.usableUser(old.userId)]);
      if (!user?.rows[0]) return { ok: false, reason: 'user_disabled', userId: old.userId };
      await run([this.markRotated(old.id)]);
      const { familyId, userId, sessionId, scopes } = old;
      const next = await this.insert(run, { familyId, parentId: old.id, userId, sessionId, clientId: old.clientId, scopes, lifetimeSeconds });
      return { ok: true, ...next };
    });
  }

  async getByToken(token: string): Promise<RefreshToken | null> {
    const [answer] = await this.executor.run([this.rows.by('token_hash', this.hashOf(token))]);
    return answer?.rows[0] ? toToken(answer.rows[0]) : null;
  }

  list(query: NewestQuery) {
    return this.rows.list(query, toToken);
  }

  counts(of?: { userId?: string; clientId?: string }): Promise<LivenessCounts> {
    return this.rows.counts(of);
  }

  async revoke(id: string, why: string): Promise<boolean> {
    if (!UUID.test(id)) return false;
    return this.revokeFamilyOf(this.rows.by('id', id), why);
  }

  async revokeToken(token: string, why: string, clientId?: string): Promise<boolean> {
    return this.revokeFamilyOf(this.rows.by('token_hash', this.hashOf(token)), why, clientId);
  }

  async revokeUser(userId: string, why: string): Promise<number> {
    return UUID.test(userId) ? this.revokeBy('user_id', userId, why) : 0;
  }

  revokeClient(clientId: string, why: string): Promise<number> {
    return this.revokeBy('client_id', clientId, why);
  }

  revokeAll(why: string): Promise<number> {
    return this.revokeBy(null, null, why);
  }

  /** One of the two who hold a token used twice stole it, and nobody can tell which (RFC 9700, 4.14.2). */
  private async reused(run: RunStatements, { familyId, userId }: RefreshToken): Promise<Rotation> {
    const [revoked] = await run([revoke(this.statements, this.executor.dialect, 'refresh_token', 'family_id', familyId, 'reused')]);
    return { ok: false, reason: 'reused', userId, familyRevoked: revoked?.affected ?? 0 };
  }

  private async revokeFamilyOf(found: SqlStatement, why: string, clientId?: string): Promise<boolean> {
    const [answer] = await this.executor.run([found]);
    const row = answer?.rows[0];
    if (!row || (clientId !== undefined && row['client_id'] !== clientId)) return false;
    return (await this.revokeBy('family_id', textOf(row, 'family_id'), why)) > 0;
  }

  private async revokeBy(by: RevokedBy, value: string | null, why: string): Promise<number> {
    const [answer] = await this.executor.run([revoke(this.statements, this.executor.dialect, 'refresh_token', by, value, why)]);
    return answer?.affected ?? 0;
  }

  private async insert(run: RunStatements, { familyId, parentId, userId, sessionId, clientId, scopes, lifetimeSeconds }: TokenValues) {
    const { dialect } = this.executor;
    const id = randomUUID();
    const { token, hash } = newSecret(PREFIX);
    const shape: Shape = (db, slot) =>
      db.insertInto('refresh_token').values({
        id: slot<string>('id'),
        family_id: slot<string>('familyId'),
        parent_id: slot<string>('parentId'),
        user_id: slot<string>('userId'),
        session_id: slot<string>('sessionId'),
        client_id: slot<string>('clientId'),
        token_hash: slot('hash'),
        scopes: slot('scopes'),
        created_at: dialect.now,
        expires_at: dialect.nowPlus(slot('lifetime')),
      });
    const values = { id, familyId, parentId, userId, sessionId, clientId, hash: dialect.encode('bytes', hash), scopes: dialect.encode('set', [...scopes]), lifetime: lifetimeSeconds };
    const [, read] = await run([this.statements.fill('insert', shape, values), this.rows.by('id', id)]);
    const row = read?.rows[0];
    if (!row) throw new Error('the token just written was not read back');
    return { token, refreshToken: toToken(row) };
  }

  private markRotated(id: string): SqlStatement {
    const shape: Shape = (db, slot) => db.updateTable('refresh_token').set({ rotated_at: this.executor.dialect.now }).where('id', '=', slot<string>('id'));
    return this.statements.fill('rotated', shape, { id });
  }

  private activeSession(id: string, userId: string): SqlStatement {
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) =>
      db
        .selectFrom('session')
        .select('id')
        .where('id', '=', slot<string>('id'))
        .where('user_id', '=', slot<string>('userId'))
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', dialect.now)
        .modifyEnd(dialect.lockRows);
    return this.statements.fill('active session', shape, { id, userId });
  }

  private usableUser(id: string): SqlStatement {
    const { now } = this.executor.dialect;
    const shape: Shape = (db, slot) =>
      db
        .selectFrom('app_user')
        .select('id')
        .where('id', '=', slot<string>('id'))
        .where(sql<boolean>`(${sql.id('status')} = 'active' or ${sql.id('disabled_until')} <= ${now})`);
    return this.statements.fill('usable user', shape, { id });
  }

  private hashOf(token: string): unknown {
    return this.executor.dialect.encode('bytes', secretHash(token));
  }
}

function toToken(row: SqlRow): RefreshToken {
  return {
    id: textOf(row, 'id'),
    familyId: textOf(row, 'family_id'),
    parentId: maybeText(row, 'parent_id'),
    userId: textOf(row, 'user_id'),
    sessionId: maybeText(row, 'session_id'),
    clientId: textOf(row, 'client_id'),
    scopes: setOf(row, 'scopes'),
    createdAt: momentOf(row, 'created_at'),
    expiresAt: momentOf(row, 'expires_at'),
    rotatedAt: maybeMoment(row, 'rotated_at'),
    revokedAt: maybeMoment(row, 'revoked_at'),
    revokedWhy: maybeText(row, 'revoked_why'),
    status: livenessOf(row, 'refresh_token'),
  };
}

const sessionGone = (id: string): AppError => new AppError('not_found', { params: { what: 'session', id: id.slice(0, 64) } });
