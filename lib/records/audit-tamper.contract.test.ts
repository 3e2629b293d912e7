import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { createLogger } from '@/lib/log';
import { migrateRecords, openRecords, type Records } from '.';
import { AUDIT_HEAD, auditRowHash, GENESIS_HASH, type AuditRow } from './audit-chain';
import { openLibsqlRecords, openPostgresRecords, type RecordsDatabase } from './db';

const log = createLogger('error', 'tamper-test');
const EVENTS = 6;
const ROWS = EVENTS * 2;
const RUNS = process.env.TENANTRY_LONG ? 1_000 : 60;

const place = fc.integer({ min: 0, max: ROWS - 1 });
const hashed = ({ hash: _hash, ...row }: AuditRow): AuditRow => ({ ...row, hash: auditRowHash(row) });
const linked = (rows: readonly AuditRow[]): AuditRow[] => rows.reduce<AuditRow[]>((chain, row, index) => [...chain, hashed({ ...row, seq: index + 1, prevHash: chain.at(-1)?.hash ?? GENESIS_HASH })], []);

/** One column of one row with another value. */
const change = fc.record({ at: place, column: fc.constantFrom('actorId', 'actorName', 'action', 'targetType', 'targetId', 'targetTenant', 'error', 'ip', 'intentId', 'id', 'door', 'kind', 'at', 'changes', 'success', 'prevHash', 'hash', 'actorType'), text: fc.string({ minLength: 1, maxLength: 8 }) }).map(({ at, column, text }) => ({
  what: `change ${column} of ${at + 1}`,
  rows: (rows: AuditRow[]) => rows.map((row, index) => (index === at ? { ...row, ...(column === 'kind' && { intentId: 'forged' }), [column]: otherOf(row, column, text) } : row)),
}));

function otherOf(row: AuditRow, column: string, text: string): unknown {
  const value = row[column as keyof AuditRow];
  if (column === 'at') return new Date(row.at.getTime() + 1_000);
  if (column === 'changes') return [...row.changes, { path: 'forged', before: null, after: Buffer.from(text).toString('hex') }];
  if (column === 'success') return row.success === true ? false : true;
  if (column === 'kind') return row.kind === 'intent' ? 'outcome' : 'intent';
  // Unique, and never what it was: `id` and `intentId` are unique in the table.
  return `${String(value)}~${Buffer.from(text).toString('hex')}`;
}

const remove = place.map((at) => ({ what: `remove ${at + 1}`, rows: (rows: AuditRow[]) => rows.filter((_row, index) => index !== at) }));
const closeUp = fc.integer({ min: 0, max: ROWS - 2 }).map((at) => ({ what: `remove ${at + 1} and close up`, rows: (rows: AuditRow[]) => rows.filter((_row, index) => index !== at).map((row, index) => ({ ...row, seq: index + 1 })) }));
const cutTail = fc.integer({ min: 0, max: ROWS - 1 }).map((keep) => ({ what: `cut after ${keep}`, rows: (rows: AuditRow[]) => rows.slice(0, keep) }));
const swap = fc.tuple(place, place).filter(([a, b]) => a !== b).map(([a, b]) => ({
  what: `swap ${a + 1} and ${b + 1}`,
  rows: (rows: AuditRow[]) => rows.map((row, index) => ({ ...(index === a ? rows[b] : index === b ? rows[a] : row), seq: row.seq }) as AuditRow),
}));
const forgedFrom = (row: AuditRow, seq: number, prevHash: string): AuditRow => hashed({ ...row, seq, prevHash, id: 'forged', intentId: 'forged', action: 'forged' });
/** Before the first place, in between with the others moved on, or behind the end; its own hash fits. */
const insert = fc.constantFrom(-3, 0, 1, 5, ROWS, ROWS + 1, ROWS + 7).map((seq) => ({
  what: `insert at ${seq}`,
  rows: (rows: AuditRow[]) => {
    const before = rows.filter((row) => row.seq < seq);
    const moved = rows.filter((row) => row.seq >= seq).map((row) => ({ ...row, seq: row.seq + 1 }));
    return [...before, forgedFrom(rows[0] as AuditRow, seq, before.at(-1)?.hash ?? GENESIS_HASH), ...moved];
  },
}));
/** With its hash made anew, and those of all after it, but for the seal. */
const rehash = fc.tuple(place, fc.boolean()).map(([at, rest]) => ({
  what: `rehash ${at + 1}${rest ? ' and all after it' : ''}`,
  rows: (rows: AuditRow[]) => {
    const forged = rows.map((row, index) => (index === at ? hashed({ ...row, action: 'forged' }) : row));
    return rest ? linked(forged) : forged;
  },
}));
const tampering = fc.oneof(change, remove, closeUp, cutTail, swap, insert, rehash);

describe.each(['postgres', 'libsql'] as const)('the audit chain on %s', (dialect) => {
  const dir = mkdtempSync(join(tmpdir(), 'tamper-'));
  let server: PostgresServer | null = null;
  let records: Records;
  let db: RecordsDatabase;
  let whole: AuditRow[];

  beforeAll(async () => {
    if (dialect === 'postgres') server = await startPostgres({ dataDir: join(dir, 'pg'), databases: ['tenantry'], durable: false });
    const options = { globalDbDsn: server?.dsn('tenantry') ?? null, fsRoot: join(dir, 'root'), log };
    await migrateRecords(options);
    records = await openRecords(options);
    db = options.globalDbDsn === null ? openLibsqlRecords(options.fsRoot) : openPostgresRecords(options.globalDbDsn, log);
    for (let n = 0; n < EVENTS; n += 1) {
      const { id } = await records.audit.intent({ actor: { type: 'admin', id: `a${n}`, name: 'Ada' }, door: 'rest', action: 'users.update', target: { type: 'user', id: `u${n}`, tenant: 'acme' }, changes: [{ path: 'name', before: n, after: 'x' }], ip: '::1' });
      await records.audit.outcome(id, n % 2 === 0 ? { success: true } : { success: false, error: 'conflict' });
    }
    whole = await db.use((q) => q.select().from(db.tables.auditEvent).orderBy(db.tables.auditEvent.seq));
  });
  afterAll(async () => {
    await records?.close();
    await db?.close();
    await server?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  /** What somebody with the database's password can do: the table is these rows. */
  async function write(rows: readonly AuditRow[], seal?: { count: number; hash: string }): Promise<void> {
    const { auditEvent, auditHead } = db.tables;
    await db.transaction(async (tx) => {
      await tx.delete(auditEvent);
      if (rows.length > 0) await tx.insert(auditEvent).values([...rows]);
      if (seal) await tx.update(auditHead).set(seal).where(eq(auditHead.id, AUDIT_HEAD));
    });
  }
  beforeEach(() => write(whole, sealOf(whole)));
  const sealOf = (rows: readonly AuditRow[]) => ({ count: rows.length, hash: rows.at(-1)?.hash ?? GENESIS_HASH });

  it('shows whatever was changed, removed, inserted or exchanged', async () => {
    const { head } = await records.audit.verify();
    await fc.assert(
      fc.asyncProperty(tampering, async ({ what, rows }) => {
        await write(rows(whole));
        const verdict = await records.audit.verify();
        expect(verdict, what).toMatchObject({ ok: false, fault: expect.any(String) as string });
        expect(verdict.events, what).toBeLessThanOrEqual(ROWS);
      }),
      { numRuns: RUNS },
    );
    await write(whole);
    expect(await records.audit.verify(head)).toEqual({ ok: true, events: ROWS, head });
  });

  it('shows by a row that was kept elsewhere what was written anew together with its seal', async () => {
    const { head } = await records.audit.verify();
    const forgeries = fc.oneof(
      fc.integer({ min: 0, max: ROWS - 1 }).map((keep) => ({ what: `cut after ${keep}`, rows: whole.slice(0, keep) })),
      place.map((at) => ({ what: `change ${at + 1}`, rows: linked(whole.map((row, index) => (index === at ? { ...row, actorName: 'somebody else' } : row))) })),
      place.map((at) => ({ what: `remove ${at + 1}`, rows: linked(whole.filter((_row, index) => index !== at)) })),
    );
    await fc.assert(
      fc.asyncProperty(forgeries, async ({ what, rows }) => {
        await write(rows, sealOf(rows));
        // Without it the chain is a chain: whoever may write to the database may write another one.
        expect(await records.audit.verify(), what).toMatchObject({ ok: true, events: rows.length });
        expect(await records.audit.verify(head)).toMatchObject({ ok: false, fault: 'anchor' });
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
    await write(whole, sealOf(whole));
    const [fifth] = whole.slice(4);
    expect(await records.audit.verify(`5:${fifth?.hash}`)).toMatchObject({ ok: true, events: ROWS });
    expect(await records.audit.verify('0:' + GENESIS_HASH)).toMatchObject({ ok: true });
  });

  it('says which row does not fit, and how', async () => {
    const verdictOf = async (rows: readonly AuditRow[]) => {
      await write(rows);
      return records.audit.verify();
    };
    const id = (seq: number) => whole[seq - 1]?.id;
    expect(await verdictOf(whole.map((row) => (row.seq === 3 ? { ...row, action: 'evil' } : row)))).toMatchObject({ fault: 'changed', events: 2, brokenAt: id(3) });
    expect(await verdictOf(whole.map((row) => (row.seq === 3 ? hashed({ ...row, action: 'evil' }) : row)))).toMatchObject({ fault: 'unlinked', events: 3, brokenAt: id(4) });
    expect(await verdictOf(whole.filter(({ seq }) => seq !== 1))).toMatchObject({ fault: 'missing', events: 0 });
    expect(await verdictOf(whole.filter(({ seq }) => seq !== 4))).toMatchObject({ fault: 'missing', events: 3, brokenAt: id(3) });
    expect(await verdictOf(whole.slice(0, -1))).toMatchObject({ fault: 'cut', events: ROWS - 1, brokenAt: id(ROWS - 1) });
    expect(await verdictOf(whole.map((row) => (row.seq === ROWS ? hashed({ ...row, action: 'evil' }) : row)))).toMatchObject({ fault: 'seal', events: ROWS });
    expect(await verdictOf([...whole, forgedFrom(whole[0] as AuditRow, ROWS + 1, whole.at(-1)?.hash ?? '')])).toMatchObject({ fault: 'added', events: ROWS, brokenAt: 'forged' });
    expect(await verdictOf([forgedFrom(whole[0] as AuditRow, -1, GENESIS_HASH), ...whole])).toMatchObject({ fault: 'added', events: ROWS, brokenAt: 'forged' });
  });
});
