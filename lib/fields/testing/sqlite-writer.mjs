import { parentPort, workerData } from 'node:worker_threads';
import { createClient } from '@libsql/client';

// libSQL waits for a lock without leaving its thread: one who writes beside the product does so from a thread of its own.
parentPort.on('message', async ({ url, text }) => {
  const client = createClient({ url, timeout: workerData.patienceMs });
  try {
    const { rows, columns } = await client.execute(text);
    parentPort.postMessage({ rows: rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]]))) });
  } catch (error) {
    parentPort.postMessage({ error: String(error) });
  } finally {
    client.close();
  }
});
