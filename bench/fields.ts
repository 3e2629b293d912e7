import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { FieldStorage } from '@/lib/model/field-storage';
import type { WantedColumn } from '@/lib/store';
import { openFieldsOn, type FieldsBench } from './fields-engines';
import { startWriters, type Hand, type Written } from './field-writers';
import { quantile, type Measured } from './interleave';
import { report } from './report';

const TEXT: FieldStorage = { kind: 'text', minLength: null, maxLength: 255, ignoreCase: false };
const INTEGER: FieldStorage = { kind: 'int64', min: null, max: null };
const WORKS = ['add a plain field', 'add a required, unique, indexed one', 'drop it', 'change a type'] as const;
type Work = (typeof WORKS)[number];
const WAYS = ['by hand', 'product', 'naive'] as const;
type Way = (typeof WAYS)[number];
/** SPEC's bounds, told and never asserted. */
const GOAL = 1.3;
/** Writers are at work for so long before and after. */
const AROUND_MS = 700;
const SAMPLE = 2_000;

interface Result extends Written {
  ms: number;
}
interface WriterRow extends Written {
  engine: string;
  work: string;
  way: string;
}
type Results = Map<Work, Map<Way, Result[]>>;

/** `--rows 1000000 --rounds 1 --engine MariaDB` */
export async function run(args: readonly string[] = process.argv.slice(3)): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { rows: { type: 'string', default: '1000000' }, rounds: { type: 'string' }, engine: { type: 'string' } } });
  const rows = Number(values.rows);
  const rounds = Number(values.rounds ?? (rows > 200_000 ? 1 : 3));
  const measured: Measured[] = [];
  const writers: WriterRow[] = [];
  for (const engine of ['Postgres', 'MariaDB'] as const) {
    if (values.engine !== undefined && values.engine !== engine) continue;
    const bench = await openFieldsOn(engine);
    if (typeof bench === 'string') {
      console.log(`\nfields on ${engine} left out: ${bench}`);
      continue;
    }
    try {
      const { results, idle } = await measureOn(bench, rows, rounds);
      measured.push(...toMeasured(engine, results));
      writers.push({ engine, work: 'nothing', way: 'writers alone', ...idle }, ...toWriters(engine, results));
    } finally {
      await bench.dispose();
    }
  }
  await report('fields', measured, { rows, rounds, writers });
  console.log('\nwriters, 200 a second on 4 connections: longest from when it was due, 99 of 100, longest from when it was sent');
  for (const { engine, work, way, longestMs, p99Ms, longestWriteMs, failed, lost, writes } of writers) {
    console.log(`  ${`${engine}, ${work}: ${way}`.padEnd(62)} ${longestMs.toFixed(0).padStart(7)} ms ${p99Ms.toFixed(0).padStart(6)} ms ${longestWriteMs.toFixed(0).padStart(6)} ms  ${failed} failed, ${lost} lost of ${writes}`);
  }
}

async function measureOn(bench: FieldsBench, rows: number, rounds: number): Promise<{ results: Results; idle: Written }> {
  const hand = await bench.connect();
  const notes = await makeNotes(bench, hand, rows);
  const ids = (await hand.query(`SELECT id FROM ${bench.table} ORDER BY created_at, id LIMIT ${SAMPLE}`)).map((row) => String(row['id']));
  const results: Results = new Map(WORKS.map((work) => [work, new Map(WAYS.map((way) => [way, []]))]));
  const idle = (await underWriters(bench, ids, { column: null, required: null, inserts: true }, () => delay(3_000))).written;
  await hand.query(`DELETE FROM ${bench.table} WHERE email LIKE 'written%'`);
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < WAYS.length; turn += 1) {
      const way = WAYS[(round + turn) % WAYS.length] ?? 'product';
      const doing = waysOf(bench, hand, notes)[way];
      for (const work of WORKS) {
        await bench.settle(hand);
        const column = work === 'change a type' ? `note_${way === 'by hand' ? 'hand' : way}` : null;
        const { ms, written } = await underWriters(bench, ids, { column, required: work === WORKS[1] ? doing.strict : null, inserts: work !== 'drop it' }, doing[work]);
        results.get(work)?.get(way)?.push({ ms, ...written });
        console.log(`  ${bench.name}, round ${round + 1}: ${work}, ${way}: ${(ms / 1_000).toFixed(2)} s, longest stall ${written.longestMs.toFixed(0)} ms (${written.longestWriteMs.toFixed(0)} ms once sent), ${written.failed} failed, ${written.lost} lost`);
        await doing.after(work, round + 1 < rounds);
        await hand.query(`DELETE FROM ${bench.table} WHERE email LIKE 'written%'`);
      }
    }
  }
  await hand.close();
  return { results, idle };
}

async function underWriters(bench: FieldsBench, ids: readonly string[], how: { column: string | null; required: string | null; inserts: boolean }, work: () => Promise<unknown>): Promise<{ ms: number; written: Written }> {
  const writers = await startWriters(() => bench.connect(), { table: bench.table, parameter: bench.parameter, asksForValue: bench.asksForValue, ids, ...how });
  await delay(AROUND_MS);
  const startedAt = performance.now();
  try {
    await work();
    const ms = performance.now() - startedAt;
    await delay(AROUND_MS);
    return { ms, written: await writers.stop() };
  } catch (error) {
    await writers.stop().catch(() => undefined);
    throw error;
  }
}

const wanted = (column: string, storage: FieldStorage, over: Partial<WantedColumn> = {}): WantedColumn => ({ fieldId: randomUUID(), column, storage, required: false, unique: false, indexed: false, default: null, presence: 'live', fill: null, onInvalid: 'abort', ...over });

/** So many users, with a text for each way that is a number and will become one; the product's is a field. */
async function makeNotes(bench: FieldsBench, hand: Hand, rows: number): Promise<WantedColumn> {
  const note = wanted('note_product', TEXT);
  await bench.columns.apply(bench.target, [note], 'swap');
  for (const column of ['note_hand', 'note_naive']) await hand.query(`ALTER TABLE ${bench.table} ADD COLUMN ${column} ${bench.textType}`);
  await bench.fill(hand, rows, ['note_product', 'note_hand', 'note_naive']);
  return note;
}

type Doing = Record<Work, () => Promise<unknown>> & {
  /** What an insert is asked for in the end. */
  strict: string;
  /** Back to where it began, while nobody writes. */
  after(work: Work, again: boolean): Promise<void>;
};

function waysOf(bench: FieldsBench, hand: Hand, note: WantedColumn): Record<Way, Doing> {
  const { table, safe, naive } = bench;
  const byHand = (ways: FieldsBench['safe'], suffix: string): Doing => ({
    'add a plain field': () => ways.addPlain(hand, table, `plain_${suffix}`),
    'add a required, unique, indexed one': () => ways.addStrict(hand, table, `code_${suffix}`),
    'drop it': () => ways.drop(hand, table, `code_${suffix}`),
    'change a type': () => ways.retype(hand, table, `note_${suffix}`),
    strict: `code_${suffix}`,
    async after(work, again) {
      if (work === 'add a plain field') await hand.query(`ALTER TABLE ${table} DROP COLUMN plain_${suffix}`);
      if (work === 'change a type' && again) await hand.query(bench.backToText(`note_${suffix}`));
    },
  });
  return { 'by hand': byHand(safe, 'hand'), naive: byHand(naive, 'naive'), product: ofProduct(bench, note) };
}

function ofProduct({ columns, target }: FieldsBench, note: WantedColumn): Doing {
  const apply = (field: WantedColumn) => columns.apply(target, [field], 'swap');
  const plain = wanted('plain_product', TEXT);
  const code = wanted('code_product', TEXT, { required: true, unique: true, indexed: true, fill: { generate: 'uuid' } });
  return {
    'add a plain field': () => apply(plain),
    'add a required, unique, indexed one': () => apply(code),
    'drop it': async () => {
      await apply({ ...code, presence: 'hidden' });
      await apply({ ...code, presence: 'gone' });
    },
    'change a type': () => apply({ ...note, storage: INTEGER }),
    strict: 'code_product',
    async after(work, again) {
      if (work === 'add a plain field') await apply({ ...plain, presence: 'gone' });
      if (work === 'change a type' && again) await apply(note);
    },
  };
}

function toMeasured(engine: string, results: Results): Measured[] {
  return [...results].flatMap(([work, ways]) =>
    WAYS.map((way) => {
      const own = (ways.get(way) ?? []).map(({ ms }) => ms);
      const base = (ways.get('by hand') ?? []).map(({ ms }) => ms);
      const ratios = own.map((ms, round) => ms / (base[round] ?? Number.NaN));
      const goal = way === 'product' && work === WORKS[1] ? GOAL : null;
      return { name: `${engine}, ${work}: ${way}`, p50: quantile(own, 0.5), p95: quantile(own, 0.95), ratio: quantile(ratios, 0.5), spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)] as [number, number], against: `${engine}, ${work}: by hand`, goal };
    }),
  );
}

/** Over all rounds: the longest, and sums. */
function toWriters(engine: string, results: Results): WriterRow[] {
  return [...results].flatMap(([work, ways]) =>
    [...ways].map(([way, each]) => ({
      engine,
      work,
      way,
      longestMs: Math.max(...each.map((one) => one.longestMs)),
      p99Ms: Math.max(...each.map((one) => one.p99Ms)),
      longestWriteMs: Math.max(...each.map((one) => one.longestWriteMs)),
      writes: each.reduce((sum, one) => sum + one.writes, 0),
      failed: each.reduce((sum, one) => sum + one.failed, 0),
      lost: each.reduce((sum, one) => sum + one.lost, 0),
    })),
  );
}
