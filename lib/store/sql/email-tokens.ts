import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { EMAIL_TOKEN_SECONDS, type ConsumedEmailToken, type EmailTokenKind, type EmailTokensRepository } from '../session-ports';
import { UUID } from './column-values';
import type { SqlExecutor, SqlRow, SqlStatement, ValueKind } from './executor';
import { READ_AT } from './liveness';
import { maybeText, momentOf, textOf } from './rows';
import { newSecret, secretHash } from './secret-hash';
import { StatementCache, type Shape } from './statement-cache';
import { SYSTEM_KINDS } from './tables';
import { userNotFound } from './users-list';

const TABLE = { verification: 'email_verification_token', reset: 'password_reset_token' } as const;
const PREFIX = 'tne_';
const KINDS: ReadonlyMap<string, ValueKind> = new Map([...SYSTEM_KINDS, [READ_AT, 'datetime']]);

/** Verification and reset tokens of one tenant's users, for every engine that speaks SQL. */
export class SqlEmailTokens implements EmailTokensRepository {
  private readonly statements: StatementCache;

  constructor(private readonly executor: SqlExecutor) {
    this.statements = new StatementCache(executor);
  }

  issue(kind: EmailTokenKind, userId: string): Promise<{ token: string; email: string; expiresAt: string }> {
    if (!UUID.test(userId)) return Promise.reject(userNotFound(userId));
    const { token, hash } = newSecret(PREFIX);
    return this.executor.transaction(async (run) => {
      // The user's row is held, so that of two who issue at once the later one voids the earlier one's.
      const [found] = await run([this.user(userId)]);
      const email = maybeText(found?.rows[0] ?? {}, 'email');
      if (email === null) throw userNotFound(userId);
      const id = randomUUID();
      const [, , read] = await run([this.voidOld(kind, userId), this.insert(kind, { id, userId, email, hash }), this.by(kind, 'id', id)]);
      return { token, email, expiresAt: momentOf(read?.rows[0] ?? {}, 'expires_at') };
    });
  }

  consume(kind: EmailTokenKind, token: string): Promise<ConsumedEmailToken> {
    const hash = this.executor.dialect.encode('bytes', secretHash(token));
    return this.executor.transaction(async (run): Promise<ConsumedEmailToken> => {
      const [found] = await run([this.by(kind, 'token_hash', hash)]);
      const row = found?.rows[0];
      const worth = worthOf(row);
      if (!row || !worth.ok) return worth;
      const { userId } = worth;
      await run([this.markConsumed(kind, textOf(row, 'id'))]);
      if (kind === 'reset') return { ok: true, userId };
      const [verified] = await run([this.verifyAddress(userId, textOf(row, 'email'))]);
      return verified?.affected === 1 ? { ok: true, userId } : { ok: false, reason: 'email_changed' };
    });
  }

  async check(kind: EmailTokenKind, token: string): Promise<ConsumedEmailToken> {
    const [found] = await this.executor.run([this.by(kind, 'token_hash', this.executor.dialect.encode('bytes', secretHash(token)))]);
    return worthOf(found?.rows[0]);
  }

  private user(id: string): SqlStatement {
    const shape: Shape = (db, slot) => db.selectFrom('app_user').select('email').where('id', '=', slot<string>('id')).modifyEnd(this.executor.dialect.lockRows);
    return this.statements.fill('user', shape, { id });
  }

  private voidOld(kind: EmailTokenKind, userId: string): SqlStatement {
    const shape: Shape = (db, slot) => db.deleteFrom(TABLE[kind]).where('user_id', '=', slot<string>('userId')).where('consumed_at', 'is', null);
    return this.statements.fill(`void ${kind}`, shape, { userId });
  }

  private insert(kind: EmailTokenKind, { id, userId, email, hash }: { id: string; userId: string; email: string; hash: Buffer }): SqlStatement {
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) => {
      const values = {
        id: slot<string>('id'),
        user_id: slot<string>('userId'),
        token_hash: slot('hash'),
        created_at: dialect.now,
        expires_at: dialect.nowPlus(slot('lifetime')),
      };
      return kind === 'reset' ? db.insertInto(TABLE.reset).values(values) : db.insertInto(TABLE.verification).values({ ...values, email: slot<string>('email') });
    };
    return this.statements.fill(`insert ${kind}`, shape, { id, userId, email, hash: dialect.encode('bytes', hash), lifetime: EMAIL_TOKEN_SECONDS[kind] });
  }

  private by(kind: EmailTokenKind, column: 'id' | 'token_hash', value: unknown): SqlStatement {
    const { dialect } = this.executor;
    const columns = ['id', 'user_id', 'expires_at', 'consumed_at', ...(kind === 'verification' ? ['email'] : [])];
    const shape: Shape = (db, slot) =>
      db
        .selectFrom(TABLE[kind])
        .select([...columns.map((name) => sql`${sql.id(name)}`.as(name)), dialect.now.as(READ_AT)])
        .where(sql<boolean>`${sql.id(column)} = ${slot('value')}`)
        .modifyEnd(dialect.lockRows);
    return this.statements.fill(`${kind} by ${column}`, shape, { value }, KINDS);
  }

  private markConsumed(kind: EmailTokenKind, id: string): SqlStatement {
    const shape: Shape = (db, slot) => db.updateTable(TABLE[kind]).set({ consumed_at: this.executor.dialect.now }).where('id', '=', slot<string>('id'));
    return this.statements.fill(`consume ${kind}`, shape, { id });
  }

  private verifyAddress(userId: string, email: string): SqlStatement {
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) =>
      db
        .updateTable('app_user')
        .set({ email_verified: slot('verified'), updated_at: dialect.now })
        .where('id', '=', slot<string>('userId'))
        .where(sql<boolean>`${dialect.lowered('email')} = ${dialect.loweredValue(slot('email'))}`);
    return this.statements.fill('verify address', shape, { userId, email, verified: dialect.encode('boolean', true) });
  }
}

function worthOf(row: SqlRow | undefined): ConsumedEmailToken {
  if (!row) return { ok: false, reason: 'unknown' };
  if (maybeText(row, 'consumed_at') !== null) return { ok: false, reason: 'used' };
  if (Date.parse(textOf(row, 'expires_at')) <= Date.parse(textOf(row, READ_AT))) return { ok: false, reason: 'expired' };
  return { ok: true, userId: textOf(row, 'user_id') };
}
