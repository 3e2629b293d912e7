import { randomUUID } from 'node:crypto';
import { newRecoveryCodes, plainRecoveryCode } from '@/lib/secrets/recovery-code';
import type { SqlExecutor, SqlRow, SqlStatement } from './executor';
import { countOf } from './rows';
import { secretHash } from './secret-hash';
import type { Shape, StatementCache } from './statement-cache';

/** Ten codes for the day the authenticator is lost, each good for once and kept as SHA-256. */
export class RecoveryCodes {
  constructor(
    private readonly executor: SqlExecutor,
    private readonly statements: StatementCache,
  ) {}

  left(userId: string): SqlStatement {
    const shape: Shape = (db, slot) =>
      db.selectFrom('mfa_recovery_code').select((eb) => eb.fn.countAll().as('left')).where('user_id', '=', slot<string>('userId')).where('used_at', 'is', null);
    return this.statements.fill('codes left', shape, { userId });
  }

  readLeft(row: SqlRow | undefined): number {
    return countOf(row, 'left');
  }

  deleted(userId: string): SqlStatement {
    const shape: Shape = (db, slot) => db.deleteFrom('mfa_recovery_code').where('user_id', '=', slot<string>('userId'));
    return this.statements.fill('codes deleted', shape, { userId });
  }

  /** New codes in place of all before, and the statements that write them. */
  replaced(userId: string): { codes: string[]; statements: SqlStatement[] } {
    const codes = newRecoveryCodes();
    return { codes, statements: [this.deleted(userId), ...codes.map((code) => this.insert(userId, code))] };
  }

  /** Of those who bring one code at once, one is let through. */
  async use(userId: string, code: string): Promise<boolean> {
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) =>
      db
        .updateTable('mfa_recovery_code')
        .set({ used_at: dialect.now })
        .where('user_id', '=', slot<string>('userId'))
        .where('code_hash', '=', slot<Buffer>('hash'))
        .where('used_at', 'is', null);
    const hash = dialect.encode('bytes', secretHash(plainRecoveryCode(code)));
    const [answer] = await this.executor.run([this.statements.fill('use code', shape, { userId, hash })]);
    return answer?.affected === 1;
  }

  private insert(userId: string, code: string): SqlStatement {
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) =>
      db.insertInto('mfa_recovery_code').values({ id: slot<string>('id'), user_id: slot<string>('userId'), code_hash: slot('hash'), created_at: dialect.now });
    return this.statements.fill('insert code', shape, { id: randomUUID(), userId, hash: dialect.encode('bytes', secretHash(plainRecoveryCode(code))) });
  }
}
