import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { createClient } from '@libsql/client';
import { SqliteThread } from '@/lib/store/adapters/sqlite/thread';
import { tellFigures, type Figure } from './figures';

const ROWS = 1_000_000;
const BUILD = 'CREATE INDEX slow_idx ON app_user (lower(email), id)';
const DROP = 'DROP INDEX IF EXISTS slow_idx';

/** How long the process stands still while SQLite builds an index over a million rows: in a thread, and by the client itself. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantry-bench-'));
  const file = join(folder, 'users.db');
  const thread = new SqliteThread();
  const connection = thread.nextConnection();
  try {
    await fill(file);
    const threaded = await delayOf(async () => {
      await thread.send({ op: 'unit', connection, file, statements: [{ text: BUILD, values: [] }], write: true });
    });
    await thread.send({ op: 'unit', connection, file, statements: [{ text: DROP, values: [] }], write: true });
    await thread.send({ op: 'close', connection });
    const client = createClient({ url: pathToFileURL(file).href });
    const synchronous = await delayOf(async () => {
      await client.execute(BUILD);
    });
    client.close();
    await tellFigures('event-loop', [...figuresOf('in a thread', threaded), ...figuresOf('by the client itself', synchronous)], { rows: ROWS });
  } finally {
    await thread.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const figuresOf = (how: string, { tookMs, p99, longest }: Delay): Figure[] => [
  { name: `${how}: the index took`, value: tookMs, unit: 'ms' },
  { name: `${how}: delay, all but one in a hundred`, value: p99, unit: 'ms' },
  { name: `${how}: longest delay`, value: longest, unit: 'ms' },
];

interface Delay {
  tookMs: number;
  p99: number;
  longest: number;
}

async function delayOf(work: () => Promise<void>): Promise<Delay> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // The first beats, which the others are counted from.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const startedAt = performance.now();
  await work();
  const tookMs = performance.now() - startedAt;
  // And the beat that came late.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  return { tookMs, p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 };
}

async function fill(file: string): Promise<void> {
  const client = createClient({ url: pathToFileURL(file).href });
  try {
    await client.execute('PRAGMA journal_mode = WAL');
    await client.execute('CREATE TABLE app_user (id TEXT PRIMARY KEY, email TEXT NOT NULL) STRICT');
    await client.execute(
      `INSERT INTO app_user WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS}) SELECT printf('00000000-0000-4000-8000-%012d', i), 'User' || (i * 7919 % ${ROWS}) || '@example.com' FROM n`,
    );
  } finally {
    client.close();
  }
}
