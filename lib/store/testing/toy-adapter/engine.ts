import { createClient, type Client, type InValue } from '@libsql/client';
import { AppError, isAppError } from '@/lib/errors';
import type { TenantTarget } from '../../ports';
import { CLOCK } from '../../adapters/sqlite/dialect';
import { translateError } from '../../adapters/sqlite/errors';
import type { ThreadAnswer, ThreadStatement } from '../../adapters/sqlite/thread';

/** A database in memory, and whose it is. */
interface ToyDatabase {
  tenantId: string;
  client: Client;
  /** The end of the line of those who wait for it. */
  line: Promise<unknown>;
}

export type Run = (statements: readonly ThreadStatement[]) => Promise<ThreadAnswer[]>;

/** A login that may look and make nothing. */
export const ONLY_READS = 'only-reads';

/** The toy's server: databases in this process, by name. Several adapters may be open on one. */
export class ToyEngine {
  private readonly databases = new Map<string, ToyDatabase>();
  private lastMicros = 0n;

  ownerOf({ placement, tenantId }: TenantTarget): 'absent' | 'ours' | 'foreign' {
    const found = this.databases.get(placement.name);
    return found ? (found.tenantId === tenantId ? 'ours' : 'foreign') : 'absent';
  }

  /** Marked with its tenant in the act that makes it. */
  create({ placement, tenantId, server }: TenantTarget): boolean {
    if (server.username === ONLY_READS) throw new AppError('server_privilege_missing', { params: { server: server.name } });
    const owner = this.databases.get(placement.name)?.tenantId;
    if (owner !== undefined && owner !== tenantId) throw new AppError('physical_name_taken', { params: { server: server.name, name: placement.name } });
    if (owner === undefined) this.databases.set(placement.name, { tenantId, client: createClient({ url: ':memory:', intMode: 'bigint' }), line: Promise.resolve() });
    return owner === undefined;
  }

  drop(target: TenantTarget): void {
    if (this.ownerOf(target) !== 'ours') return;
    this.databases.get(target.placement.name)?.client.close();
    this.databases.delete(target.placement.name);
  }

  /** All or nothing, one after the other; another tenant's database is out of reach, and errors are of the closed list. */
  async transaction<T>(target: TenantTarget, work: (run: Run) => Promise<T>): Promise<T> {
    const { server, tenantId, placement } = target;
    const database = this.databases.get(placement.name);
    if (!database) throw new AppError('tenant_not_ready');
    if (database.tenantId !== tenantId) throw new AppError('server_privilege_missing', { params: { server: server.name } });
    const mine = database.line.then(() => this.alone(database.client, work));
    database.line = mine.catch(() => undefined);
    return mine.catch((error: unknown) => {
      throw isAppError(error) ? error : translateError(asThreads(error), server.name);
    });
  }

  /** For those who look from outside. */
  async admin(name: string, sql: string): Promise<Record<string, unknown>[]> {
    const answer = await this.databases.get(name)?.client.execute(sql);
    return answer?.rows.map((row) => Object.fromEntries(answer.columns.map((column) => [column, row[column]]))) ?? [];
  }

  tenants(): { name: string; tenantId: string }[] {
    return [...this.databases].map(([name, { tenantId }]) => ({ name, tenantId }));
  }

  private async alone<T>(client: Client, work: (run: Run) => Promise<T>): Promise<T> {
    const transaction = await client.transaction('write');
    try {
      const result = await work(async (statements) => {
        const answers: ThreadAnswer[] = [];
        for (const { text, values } of statements) {
          const { columns, rows, rowsAffected } = await transaction.execute({ sql: text.replaceAll(CLOCK, () => `'${this.now()}'`), args: values.map(bound) });
          answers.push({ columns, rows: rows.map((row) => columns.map((_, index) => plain(row[index]))), affected: rowsAffected });
        }
        return answers;
      });
      await transaction.commit();
      return result;
    } finally {
      // Undone unless it was committed.
      transaction.close();
    }
  }

  /** Never the same twice: two edits must differ. */
  private now(): string {
    const micros = BigInt(Date.now()) * 1_000n + 1n;
    this.lastMicros = micros > this.lastMicros ? micros : this.lastMicros + 1n;
    return new Date(Number(this.lastMicros / 1_000n)).toISOString().replace('Z', `${String(this.lastMicros % 1_000n).padStart(3, '0')}Z`);
  }
}

/** A driver's error with the code that the translation reads. */
function asThreads(error: unknown): Error {
  const { extendedCode, code, message = '' } = error as { extendedCode?: string; code?: string; message?: string };
  return Object.assign(new Error(message, { cause: error }), { code: extendedCode ?? code ?? '' });
}

/** Whole numbers are bound as such, and read as such while JSON's numbers can hold them. */
const bound = (value: unknown): InValue => (typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : (value as InValue));
const plain = (value: unknown): unknown => (typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value);
