import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { AppError, invalidField, isAppError } from '@/lib/errors';
import type { IdentitiesRepository, Identity, LockoutPolicy, PasswordAttempt, ProviderAccount } from '../account-ports';
import { UUID } from './column-values';
import type { SqlExecutor, SqlRow, SqlStatement } from './executor';
import { PasswordAttempts } from './password-attempts';
import { countOf, maybeMoment, maybeText, momentOf, textOf } from './rows';
import { StatementCache, type Shape } from './statement-cache';
import { SYSTEM_KINDS, type TenantTables } from './tables';
import { userNotFound } from './users-list';
import { PASSWORD_PROVIDER } from './users-password';

const COLUMNS = [
  'id', 'user_id', 'provider', 'subject', 'email', 'email_verified', 'password_temporary', 'password_set_at', 'failed_attempts', 'locked_until', 'last_used_at', 'created_at',
] as const;

/** Ways to sign in of one tenant's users, for every engine that speaks SQL. */
export class SqlIdentities implements IdentitiesRepository {
  private readonly statements: StatementCache;
  private readonly attempts: PasswordAttempts;

  constructor(private readonly executor: SqlExecutor) {
    this.statements = new StatementCache(executor);
    this.attempts = new PasswordAttempts(executor, this.statements);
  }

  async list(userId: string): Promise<Identity[]> {
    if (!UUID.test(userId)) return [];
    const [answer] = await this.executor.run([this.ofUser(userId)]);
    return (answer?.rows ?? []).map(toIdentity);
  }

  async byProvider(provider: string, subject: string): Promise<Identity | null> {
    const shape: Shape = (db, slot) => selected(db).where('provider', '=', slot<string>('provider')).where('subject', '=', slot<string>('subject'));
    return this.one(this.statements.fill('by provider', shape, { provider, subject }, SYSTEM_KINDS));
  }

  async link(userId: string, account: ProviderAccount): Promise<Identity> {
    if (account.provider === PASSWORD_PROVIDER) throw invalidField('provider', 'invalid');
    if (!UUID.test(userId)) throw userNotFound(userId);
    try {
      return await this.insert(userId, account);
    } catch (error) {
      if (!isAppError(error, 'conflict')) throw error;
      throw new AppError('conflict', { params: { field: 'subject' }, issues: [{ path: 'subject', message: 'taken' }], cause: error });
    }
  }

  async linkByEmail(account: ProviderAccount): Promise<Identity | null> {
    const { email, emailVerified = false } = account;
    // Whoever may type an address at some provider must not become the user who owns it here.
    if (!email || !emailVerified) throw new AppError('invalid_state', { params: { reason: 'email_not_verified', state: 'email_not_verified' } });
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) => db.selectFrom('app_user').select('id').where(sql<boolean>`${dialect.lowered('email')} = ${dialect.loweredValue(slot('email'))}`);
    const [found] = await this.executor.run([this.statements.fill('user by email', shape, { email })]);
    const userId = found?.rows[0]?.['id'];
    return typeof userId === 'string' ? this.link(userId, account) : null;
  }

  async unlink(userId: string, identityId: string): Promise<Identity> {
    const gone = (): AppError => new AppError('not_found', { params: { what: 'identity', id: identityId.slice(0, 64) } });
    if (!UUID.test(userId) || !UUID.test(identityId)) throw gone();
    return this.executor.transaction(async (run) => {
      // All of them are held: of two who unlink one each at once, the later sees that its is the last.
      const [found] = await run([this.ofUser(userId, true)]);
      const identities = (found?.rows ?? []).map(toIdentity);
      const identity = identities.find((one) => one.id === identityId);
      if (!identity) throw gone();
      if (identities.length === 1) throw new AppError('in_use', { params: { what: 'identity', users: 1 } });
      const shape: Shape = (db, slot) => db.deleteFrom('identity').where('id', '=', slot<string>('id'));
      await run([this.statements.fill('delete', shape, { id: identityId })]);
      return identity;
    });
  }

  claimAttempt(email: string, policy: LockoutPolicy): Promise<PasswordAttempt | null> {
    return this.attempts.claim(email, policy);
  }

  attemptSucceeded(identityId: string, rehashed?: string): Promise<void> {
    return this.attempts.succeeded(identityId, rehashed);
  }

  async unlock(userId: string): Promise<boolean> {
    return UUID.test(userId) && this.attempts.unlock(userId);
  }

  private ofUser(userId: string, lock = false): SqlStatement {
    const shape: Shape = (db, slot) => {
      const rows = selected(db).where('user_id', '=', slot<string>('userId')).orderBy('created_at').orderBy('id');
      return lock ? rows.modifyEnd(this.executor.dialect.lockRows) : rows;
    };
    return this.statements.fill(`of user ${lock}`, shape, { userId }, SYSTEM_KINDS);
  }

  private async insert(userId: string, { provider, subject, email = null, emailVerified = false, data = {} }: ProviderAccount): Promise<Identity> {
    const { dialect } = this.executor;
    const id = randomUUID();
    const shape: Shape = (db, slot) =>
      db.insertInto('identity').values({
        id: slot<string>('id'),
        user_id: slot<string>('userId'),
        provider: slot<string>('provider'),
        subject: slot<string>('subject'),
        email: slot<string>('email'),
        email_verified: slot('verified'),
        data: slot('data'),
        created_at: dialect.now,
        updated_at: dialect.now,
      });
    const values = { id, userId, provider, subject, email, verified: dialect.encode('boolean', emailVerified), data: dialect.encode('json', JSON.stringify(data)) };
    const byId: Shape = (db, slot) => selected(db).where('id', '=', slot<string>('id'));
    const [, read] = await this.executor.run([this.statements.fill('insert', shape, values), this.statements.fill('by id', byId, { id }, SYSTEM_KINDS)]);
    const row = read?.rows[0];
    if (!row) throw new Error('the identity just written was not read back');
    return toIdentity(row);
  }

  private async one(statement: SqlStatement): Promise<Identity | null> {
    const [answer] = await this.executor.run([statement]);
    return answer?.rows[0] ? toIdentity(answer.rows[0]) : null;
  }
}

const selected = (db: Kysely<TenantTables>) => db.selectFrom('identity').select([...COLUMNS]);

function toIdentity(row: SqlRow): Identity {
  return {
    id: textOf(row, 'id'),
    userId: textOf(row, 'user_id'),
    provider: textOf(row, 'provider'),
    subject: textOf(row, 'subject'),
    email: maybeText(row, 'email'),
    emailVerified: row['email_verified'] === true,
    passwordTemporary: row['password_temporary'] === true,
    passwordSetAt: maybeMoment(row, 'password_set_at'),
    failedAttempts: countOf(row, 'failed_attempts'),
    lockedUntil: maybeMoment(row, 'locked_until'),
    lastUsedAt: maybeMoment(row, 'last_used_at'),
    createdAt: momentOf(row, 'created_at'),
  };
}
