import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** One who writes beside the product, on a connection of its own. */
export interface Hand {
  query(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export interface Writing {
  table: string;
  /** `$1`, `$2` or `?`. */
  parameter(n: number): string;
  /** The engine says of an insert that a required column is missing, or of a column that it is not there. */
  asksForValue(error: unknown): boolean;
  /** Rows that are written to; each belongs to one writer. */
  ids: readonly string[];
  /** A column that gets a number with each update, as text; null for none. */
  column: string | null;
  /** What an insert gives when it is asked for it. */
  required: string | null;
  inserts: boolean;
}

export interface Written {
  writes: number;
  /** From the moment that a write was due until it was done: the longest, and what all but one in a hundred keep to; ms. */
  longestMs: number;
  p99Ms: number;
  /** From the moment that it was sent: without what a busy machine kept it from being sent, and what piled up behind another. */
  longestWriteMs: number;
  failed: number;
  /** Rows that are not as their last write left them, or not there. */
  lost: number;
}

const PER_SECOND = 200;
const WRITERS = 4;
/** Of so many writes one is an insert. */
const INSERT_EVERY = 4;

/** Writes at a steady rate until it is stopped: a write that is due while others wait, waits too, and that counts. */
export async function startWriters(open: () => Promise<Hand>, writing: Writing): Promise<{ stop(): Promise<Written> }> {
  const hands = await Promise.all(Array.from({ length: WRITERS }, open));
  const run = { ended: false, due: 0, times: [] as number[], longestWriteMs: 0, failed: 0, inserted: [] as string[], names: new Map<string, string>() };
  const startedAt = performance.now();
  const work = hands.map(async (hand, writer) => {
    for (let turn = writer; !run.ended; turn += WRITERS) {
      const dueAt = startedAt + (turn * 1_000) / PER_SECOND;
      const early = dueAt - performance.now();
      if (early > 0) await delay(early);
      const sentAt = performance.now();
      await writeOnce(hand, writing, turn, run).catch(() => (run.failed += 1));
      const doneAt = performance.now();
      run.longestWriteMs = Math.max(run.longestWriteMs, doneAt - sentAt);
      run.times.push(doneAt - dueAt);
    }
  });
  return {
    async stop() {
      run.ended = true;
      await Promise.all(work);
      const lost = await countLost(hands[0] as Hand, writing, run);
      await Promise.all(hands.map((hand) => hand.close()));
      const sorted = run.times.toSorted((a, b) => a - b);
      return { writes: sorted.length, longestMs: sorted.at(-1) ?? 0, p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0, longestWriteMs: run.longestWriteMs, failed: run.failed, lost };
    },
  };
}

interface Run {
  inserted: string[];
  names: Map<string, string>;
}
const mailOf = (turn: number): string => `written${turn}@example.com`;

async function writeOnce(hand: Hand, { table, parameter, ids, column, required, inserts, asksForValue }: Writing, turn: number, run: Run): Promise<void> {
  if (inserts && turn % INSERT_EVERY === 0) {
    const email = mailOf(turn);
    const plain = `INSERT INTO ${table} (email, name) VALUES (${parameter(1)}, ${parameter(2)})`;
    await hand.query(plain, [email, 'new']).catch(async (error: unknown) => {
      if (!required || !asksForValue(error)) throw error;
      await hand.query(`INSERT INTO ${table} (email, name, ${required}) VALUES (${parameter(1)}, ${parameter(2)}, ${parameter(3)})`, [email, 'new', crypto.randomUUID()]);
    });
    run.inserted.push(email);
    return;
  }
  const id = ids[turn % ids.length] ?? '';
  const also = column ? `, ${column} = ${parameter(2)}` : '';
  const values = column ? [String(turn), String(turn), id] : [String(turn), id];
  await hand.query(`UPDATE ${table} SET name = ${parameter(1)}${also} WHERE id = ${parameter(values.length)}`, values);
  run.names.set(id, String(turn));
}

async function countLost(hand: Hand, { table, ids, column, parameter }: Writing, run: Run): Promise<number> {
  const rows = await hand.query(`SELECT count(*) AS n FROM ${table} WHERE email LIKE 'written%'`);
  let lost = run.inserted.length - Number(rows[0]?.['n'] ?? 0);
  for (const id of ids) {
    const expected = run.names.get(id);
    if (expected === undefined) continue;
    const [row] = await hand.query(`SELECT name${column ? `, ${column} AS also` : ''} FROM ${table} WHERE id = ${parameter(1)}`, [id]);
    if (row?.['name'] !== expected || (column && String(row['also']) !== expected)) lost += 1;
  }
  return lost;
}
