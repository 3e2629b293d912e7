import { randomUUID } from 'node:crypto';
import type { LivenessCounts, NewestQuery, NewSession, SessionsRepository, UserSession } from '../session-ports';
import { UUID } from './column-values';
import type { SqlExecutor, SqlRow, SqlStatement } from './executor';
import { livenessOf } from './liveness';
import { LivenessList } from './liveness-list';
import { maybeMoment, maybeText, momentOf, setOf, textOf } from './rows';
import { revoke } from './revocation';
import { newSecret, secretHash } from './secret-hash';
import { StatementCache, type Shape } from './statement-cache';
import { userNotFound } from './users-list';

const COLUMNS = [
  'id', 'user_id', 'client_id', 'ip', 'user_agent', 'device', 'acr', 'amr', 'created_at', 'last_seen_at', 'expires_at', 'revoked_at', 'revoked_why',
] as const;
const PREFIX = 'tns_';

/** Sessions of one tenant's users, for every engine that speaks SQL. */
export class SqlSessions implements SessionsRepository {
  private readonly statements: StatementCache;
  private readonly rows: LivenessList;

  constructor(private readonly executor: SqlExecutor) {
    this.statements = new StatementCache(executor);
    this.rows = new LivenessList(executor, this.statements, 'session', COLUMNS);
  }

  async create({ userId, lifetimeSeconds, clientId = null, ip = null, userAgent = null, device = null, acr = null, amr = [] }: NewSession): Promise<{ token: string; session: UserSession }> {
    if (!UUID.test(userId)) throw userNotFound(userId);
    const { dialect } = this.executor;
    const id = randomUUID();
    const { token, hash } = newSecret(PREFIX);
    const shape: Shape = (db, slot) =>
      db.insertInto('session').values({
        id: slot<string>('id'),
        user_id: slot<string>('userId'),
        token_hash: slot('hash'),
        client_id: slot<string>('clientId'),
        ip: slot<string>('ip'),
        user_agent: slot<string>('userAgent'),
        device: slot<string>('device'),
        acr: slot<string>('acr'),
        amr: slot('amr'),
        created_at: dialect.now,
        last_seen_at: dialect.now,
        expires_at: dialect.nowPlus(slot('lifetime')),
      });
    const values = { id, userId, hash: dialect.encode('bytes', hash), clientId, ip, userAgent, device, acr, amr: dialect.encode('set', [...amr]), lifetime: lifetimeSeconds };
    const [, read] = await this.executor.run([this.statements.fill('insert', shape, values), this.rows.by('id', id)]);
    return { token, session: rowRead(read?.rows[0]) };
  }

  async getByToken(token: string): Promise<UserSession | null> {
    return this.read(this.rows.by('token_hash', this.hashOf(token)));
  }

  async get(id: string): Promise<UserSession | null> {
    return UUID.test(id) ? this.read(this.rows.by('id', id)) : null;
  }

  async touch(token: string, { ip }: { ip?: string | null } = {}): Promise<UserSession | null> {
    const { dialect } = this.executor;
    const hash = this.hashOf(token);
    const moved = ip !== undefined;
    const shape: Shape = (db, slot) =>
      db
        .updateTable('session')
        .set({ last_seen_at: dialect.now, ...(moved ? { ip: slot<string>('ip') } : {}) })
        .where('token_hash', '=', slot<Buffer>('hash'))
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', dialect.now);
    const [touched, read] = await this.executor.run([this.statements.fill(`touch ${moved}`, shape, { hash, ip }), this.rows.by('token_hash', hash)]);
    return touched?.affected === 1 ? rowRead(read?.rows[0]) : null;
  }

  list(query: NewestQuery) {
    return this.rows.list(query, toSession);
  }

  counts(of?: { userId?: string }): Promise<LivenessCounts> {
    return this.rows.counts(of);
  }

  async revoke(id: string, why: string): Promise<boolean> {
    return UUID.test(id) && (await this.revokeBy('id', id, why)) > 0;
  }

  async revokeUser(userId: string, why: string): Promise<number> {
    return UUID.test(userId) ? this.revokeBy('user_id', userId, why) : 0;
  }

  revokeAll(why: string): Promise<number> {
    return this.revokeBy(null, null, why);
  }

  /** Sessions first: a token that is just being made holds its session's row, and is there to be revoked when that is free. */
  private async revokeBy(by: 'id' | 'user_id' | null, value: string | null, why: string): Promise<number> {
    const { dialect } = this.executor;
    const tokens = revoke(this.statements, dialect, 'refresh_token', by === 'id' ? 'session_id' : by, value, why);
    const [sessions] = await this.executor.run([revoke(this.statements, dialect, 'session', by, value, why), tokens]);
    return sessions?.affected ?? 0;
  }

  private hashOf(token: string): unknown {
    return this.executor.dialect.encode('bytes', secretHash(token));
  }

  private async read(statement: SqlStatement): Promise<UserSession | null> {
    const [answer] = await this.executor.run([statement]);
    return answer?.rows[0] ? toSession(answer.rows[0]) : null;
  }
}

function toSession(row: SqlRow): UserSession {
  return {
    id: textOf(row, 'id'),
    userId: textOf(row, 'user_id'),
    clientId: maybeText(row, 'client_id'),
    ip: maybeText(row, 'ip'),
    userAgent: maybeText(row, 'user_agent'),
    device: maybeText(row, 'device'),
    acr: maybeText(row, 'acr'),
    amr: setOf(row, 'amr'),
    createdAt: momentOf(row, 'created_at'),
    lastSeenAt: momentOf(row, 'last_seen_at'),
    expiresAt: momentOf(row, 'expires_at'),
    revokedAt: maybeMoment(row, 'revoked_at'),
    revokedWhy: maybeText(row, 'revoked_why'),
    status: livenessOf(row, 'session'),
  };
}

function rowRead(row: SqlRow | undefined): UserSession {
  if (!row) throw new Error('the session just written was not read back');
  return toSession(row);
}
