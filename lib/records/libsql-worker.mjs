// Thread that owns the records' libSQL file. Plain JavaScript on purpose: it is loaded by its path on disk,
// so it must run as it is under `next start`, tsx and vitest alike. `@libsql/client` on a file is synchronous;
// here it blocks nobody but this thread.
import { parentPort, workerData } from 'node:worker_threads';
import { createClient } from '@libsql/client';
import { beginAsWriter, commit, isBusy } from '../libsql/writing.mjs';

/** Whatever may write, if only by a subquery, waits for its turn before it is prepared. */
const READS = /^\s*(select|pragma|explain)\b/i;

async function open() {
  const opened = createClient({
    url: workerData.url,
    intMode: 'number',
    // One connection: the queue in front of this thread never lets two units of work overlap.
    concurrency: 1,
    // Short: who waits longer for the other process retries from outside, without holding this thread.
    timeout: workerData.busyTimeoutMs,
  });
  await opened.execute('PRAGMA journal_mode = WAL');
  await opened.execute('PRAGMA synchronous = FULL');
  return opened;
}

let client = await open();
let transaction = null;

const rowsOf = ({ rows, columns }) => rows.map((row) => columns.map((_, index) => row[index]));

async function read(statement) {
  try {
    return rowsOf(await client.execute(statement));
  } catch (error) {
    if (isBusy(error)) {
      client.close();
      client = await open();
    }
    throw error;
  }
}

async function write(statement) {
  const alone = await beginAsWriter(client);
  try {
    const rows = rowsOf(await alone.execute(statement));
    await commit(alone);
    return rows;
  } finally {
    alone.close();
  }
}

async function run({ op, sql, params }) {
  if (op === 'begin') transaction = await beginAsWriter(client);
  else if (op === 'commit' || op === 'rollback') {
    const ending = transaction;
    if (!ending) return [];
    // A failed COMMIT leaves it open, and the caller rolls it back.
    if (op === 'commit') await commit(ending);
    transaction = null;
    ending.close();
  } else if (op === 'close') client.close();
  else {
    const statement = { sql, args: params };
    if (transaction) return rowsOf(await transaction.execute(statement));
    return READS.test(sql) ? read(statement) : write(statement);
  }
  return [];
}

parentPort.on('message', async (message) => {
  try {
    parentPort.postMessage({ id: message.id, rows: await run(message) });
  } catch (error) {
    parentPort.postMessage({ id: message.id, error: { message: String(error?.message ?? error), code: String(error?.code ?? '') } });
  }
});
parentPort.postMessage({ ready: true });
