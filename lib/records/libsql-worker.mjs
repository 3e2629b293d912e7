// Thread that owns the records' libSQL file. Plain JavaScript on purpose: it is loaded by its path on disk,
// so it must run as it is under `next start`, tsx and vitest alike. `@libsql/client` on a file is synchronous;
// here it blocks nobody but this thread.
import { parentPort, workerData } from 'node:worker_threads';
import { createClient } from '@libsql/client';

const client = createClient({
  url: workerData.url,
  intMode: 'number',
  // One connection: the queue in front of this thread never lets two units of work overlap.
  concurrency: 1,
  // Short: who waits longer for the other process retries from outside, without holding this thread.
  timeout: workerData.busyTimeoutMs,
});
await client.execute('PRAGMA journal_mode = WAL');
await client.execute('PRAGMA synchronous = FULL');

let transaction = null;

async function run({ op, sql, params }) {
  if (op === 'begin') transaction = await client.transaction('write');
  else if (op === 'commit' || op === 'rollback') {
    const ending = transaction;
    if (!ending) return [];
    // Not `commit()`: when another process is in the way that one gives the transaction up, and what came of it is unclear.
    // A failed COMMIT leaves it open, and the caller rolls it back.
    if (op === 'commit') await ending.execute('COMMIT');
    transaction = null;
    ending.close();
  } else if (op === 'close') client.close();
  else {
    const result = await (transaction ?? client).execute({ sql, args: params });
    return result.rows.map((row) => result.columns.map((_, index) => row[index]));
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
