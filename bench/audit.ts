import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@/lib/embedded-postgres';
import { createLogger } from '@/lib/log';
import { migrateRecords, openRecords, type AuditIntent, type Records } from '@/lib/records';
import { AUDIT_HEAD, auditRowHash, GENESIS_HASH, type AuditRow } from '@/lib/records/audit-chain';
import { canonicalJson } from '@/lib/records/canonical-json';
import { openLibsqlRecords, openPostgresRecords, type RecordsDatabase } from '@/lib/records/db';
import { interleave } from './interleave';
import { report } from './report';

/** Events that the chain holds while it is measured; each is two rows. */
const EVENTS = 100_000;
const BATCH = 500;
/** Operations that a busy process has under way. */
const AT_ONCE = 20;
const ROUNDS = { rounds: 20, perRound: 10, warmUp: 5 };
const VERIFY_ROUNDS = { rounds: 3, perRound: 1, warmUp: 0 };
const MB = 1_048_576;
const log = createLogger('error', 'bench');

const INTENT: AuditIntent = {
  actor: { type: 'admin', id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', name: 'ada@example.com' },
  door: 'rest',
  action: 'users.update',
  target: { type: 'user', id: '5d1f3a70-2b3c-4a8e-9c35-7be0c2a1d9f4', tenant: 'acme' },
  changes: [{ path: 'name', before: 'Ada', after: 'Ada Lovelace' }, { path: 'customFields.department', before: null, after: 'Engineering' }],
  ip: '192.0.2.7',
};

/** Appending to the chain beside bare inserts of the same rows, and walking it beside reading and hashing the same rows, on both databases of records. */
export async function run(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'tenantry-audit-'));
  const server = await startPostgres({ dataDir: join(directory, 'pg'), databases: ['records'] });
  try {
    await measure('audit-libsql', { globalDbDsn: null, fsRoot: join(directory, 'libsql') });
    await measure('audit-postgres', { globalDbDsn: server.dsn('records'), fsRoot: join(directory, 'postgres') });
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure(name: string, where: { globalDbDsn: string | null; fsRoot: string }): Promise<void> {
  await migrateRecords({ ...where, log });
  const records = await openRecords({ ...where, log });
  const db = where.globalDbDsn === null ? openLibsqlRecords(where.fsRoot) : openPostgresRecords(where.globalDbDsn, log);
  try {
    const sample = await fill(records, db);
    await bareTable(db);
    const append = await interleave(
      [
        { name: 'two bare inserts, each in a transaction', run: () => insertBare(db, sample) },
        { name: 'one event: intent and outcome, chained', run: () => appendOne(records) },
        { name: `${AT_ONCE} pairs of bare inserts at once`, run: () => Promise.all(Array.from({ length: AT_ONCE }, () => insertBare(db, sample))) },
        { name: `${AT_ONCE} events at once`, run: () => Promise.all(Array.from({ length: AT_ONCE }, () => appendOne(records))), against: `${AT_ONCE} pairs of bare inserts at once` },
      ],
      ROUNDS,
    );
    let peak = 0;
    const resting = process.memoryUsage.rss();
    const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
    const walk = await interleave(
      [
        { name: 'read all rows, in pages', run: () => readAll(db, () => undefined) },
        { name: 'read and hash them, bare', run: () => readAll(db, (row) => void createHash('sha256').update(canonicalJson(row)).digest('hex')) },
        { name: 'verify', run: () => verified(records) },
      ],
      VERIFY_ROUNDS,
    );
    clearInterval(look);
    const rows = (await records.audit.verify()).events;
    const seconds = (walk.find((one) => one.name === 'verify')?.p50 ?? Number.NaN) / 1_000;
    const perSecond = (name: string, events: number) => (events * 1_000) / (append.find((one) => one.name.startsWith(name))?.p50 ?? Number.NaN);
    const told = { events: EVENTS, rows, eventsPerSecond: perSecond('one event', 1), eventsPerSecondAtOnce: perSecond(`${AT_ONCE} events`, AT_ONCE), verifiedRowsPerSecond: rows / seconds, memoryGrownMb: Math.max(0, peak - resting) / MB };
    await report(name, [...append, ...walk], told);
    console.log(`  ${Math.round(told.eventsPerSecond)} events appended a second, one after the other; ${Math.round(told.eventsPerSecondAtOnce)}, ${AT_ONCE} at once; ${Math.round(told.verifiedRowsPerSecond)} rows verified a second; ${told.memoryGrownMb.toFixed(0)} MB more at most`);
  } finally {
    await records.close();
    await db.close();
  }
}

/** A whole chain of that many events, written in bulk. @returns the last row */
async function fill(records: Records, db: RecordsDatabase): Promise<AuditRow> {
  const { auditEvent, auditHead } = db.tables;
  const { actor, target, ...rest } = INTENT;
  let last: AuditRow | null = null;
  for (let seq = 1; seq <= EVENTS * 2; ) {
    const batch: AuditRow[] = [];
    for (; batch.length < BATCH && seq <= EVENTS * 2; seq += 1) {
      const outcome = seq % 2 === 0;
      const intentId: string = outcome ? (last?.intentId ?? '') : `event-${seq}`;
      const row: Omit<AuditRow, 'hash'> = {
        ...{ seq, id: `row-${seq}`, kind: outcome ? 'outcome' : 'intent', intentId, at: new Date(1_750_000_000_000 + seq) },
        ...{ actorType: actor.type, actorId: actor.id, actorName: actor.name, door: rest.door, action: rest.action },
        ...{ targetType: target.type, targetId: target.id, targetTenant: target.tenant ?? null, changes: outcome ? rest.changes : [] },
        ...{ success: outcome ? true : null, error: null, ip: rest.ip, prevHash: last?.hash ?? GENESIS_HASH },
      };
      last = { ...row, hash: auditRowHash(row) };
      batch.push(last);
    }
    await db.use(async (q) => await q.insert(auditEvent).values(batch));
  }
  if (!last) throw new Error('no events');
  const seal = { id: AUDIT_HEAD, count: last.seq, hash: last.hash };
  await db.use(async (q) => await q.insert(auditHead).values(seal));
  await verified(records);
  return last;
}

async function verified(records: Records): Promise<void> {
  const verdict = await records.audit.verify();
  if (!verdict.ok) throw new Error(`the chain is broken: ${verdict.fault ?? ''}`);
}

/** The same columns without chain, seal and indexes but the key. */
async function bareTable(db: RecordsDatabase): Promise<void> {
  const source = db.migrations.ledger.replace('_migrations', 'audit_event');
  await db.rawTransaction('bench', async (execute) => void (await execute(`CREATE TABLE bench_bare AS SELECT * FROM ${source} WHERE 1 = 0`)));
}

let bare = 0;
async function insertBare(db: RecordsDatabase, { at, changes, ...row }: AuditRow): Promise<void> {
  for (let n = 0; n < 2; n += 1) {
    bare += 1;
    const values: Record<string, unknown> = { seq: bare, id: `bare-${bare}`, kind: row.kind, intent_id: row.intentId, actor_type: row.actorType, actor_id: row.actorId, actor_name: row.actorName, door: row.door, action: row.action, target_type: row.targetType, target_id: row.targetId, target_tenant: row.targetTenant, ip: row.ip, prev_hash: row.prevHash, hash: row.hash, error: `${JSON.stringify(changes)}${at.toISOString()}` };
    const names = Object.keys(values);
    const places = names.map((_name, index) => (db.migrations.placeholders[0] === '?' ? '?' : `$${index + 1}`));
    await db.rawTransaction(`bench-${n}`, async (execute) => void (await execute(`INSERT INTO bench_bare (${names.join(', ')}) VALUES (${places.join(', ')})`, Object.values(values))));
  }
}

async function appendOne({ audit }: Records): Promise<void> {
  const { id } = await audit.intent({ ...INTENT, changes: [] });
  await audit.outcome(id, { success: true, changes: INTENT.changes });
}

async function readAll(db: RecordsDatabase, each: (row: AuditRow) => void): Promise<void> {
  const { auditEvent: t } = db.tables;
  const { and, asc, gt } = await import('drizzle-orm');
  for (let after = 0; ; ) {
    const rows = await db.use((q) => q.select().from(t).where(and(gt(t.seq, after))).orderBy(asc(t.seq)).limit(BATCH));
    rows.forEach(each);
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}
