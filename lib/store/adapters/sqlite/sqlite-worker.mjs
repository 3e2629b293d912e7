// A thread in which files are opened. Plain JavaScript on purpose: it is loaded by its path on disk, so it must run
// as it is under `next start`, tsx and vitest alike. `@libsql/client` on a file is synchronous; here it blocks nobody
// but this thread. Each message is one unit; what must not overlap is kept apart by who sends it.
import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { createClient } from '@libsql/client';
import { beginAsWriter, commit, isBusy } from '../../../libsql/writing.mjs';

/** By connection: the client, the file it opened, and its open transaction. */
const connections = new Map();
const clock = { lastMicros: 0n };

/** The clock with six digits, in UTC: no two units of this thread see the same, nor what a column's own default says. */
function now() {
  let micros = BigInt(Math.floor((performance.timeOrigin + performance.now()) * 1000));
  if (micros <= clock.lastMicros) micros = clock.lastMicros + 1n;
  // A default ends in three zeros.
  if (micros % 1000n === 0n) micros += 1n;
  clock.lastMicros = micros;
  return new Date(Number(micros / 1000n)).toISOString().replace('Z', `${String(micros % 1000n).padStart(3, '0')}Z`);
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

function fail(code, message) {
  return Object.assign(new Error(message), { code });
}

/** The file's identity: one that was dropped and made anew under its name is another file. */
function identityOf(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw fail('NO_FILE', 'there is no such file');
  return `${found.dev}:${found.ino}`;
}

function connect({ connection, file }) {
  // Never made by being opened: an empty file would pass for a tenant's.
  const identity = identityOf(file);
  const open = connections.get(connection);
  if (open?.identity === identity) return open;
  if (open) discard(connection);
  const client = createClient({ url: pathToFileURL(file).href, intMode: 'bigint', concurrency: 1, timeout: workerData.busyTimeoutMs });
  const made = { client, identity, transaction: null };
  connections.set(connection, made);
  return made;
}

/** Closes a connection; the next message opens a new one. What a closed one still holds goes with its statements. */
function discard(connection) {
  connections.get(connection)?.client.close();
  connections.delete(connection);
  collect();
}

/** What changes how the file is kept, and may not be part of a transaction. */
const SETTING = /^\s*pragma\b/i;

/** Whole numbers are bound as such: an engine without strict comparison would take them for fractions. */
const bound = (value) => (typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value);
const clocked = ({ text, values }) => ({ sql: text.includes(workerData.clock) ? text.replaceAll(workerData.clock, `'${now()}'`) : text, args: values.map(bound) });
const plain = (value) => (typeof value === 'bigint' && value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value);
const answer = ({ columns, rows, rowsAffected }) => ({ columns, rows: rows.map((row) => columns.map((_, index) => plain(row[index]))), affected: rowsAffected });

const operations = {
  async unit(message) {
    const { client } = connect(message);
    const { connection, statements, write } = message;
    const [only] = statements;
    const alone = statements.length === 1 && (!write || SETTING.test(only.text));
    if (write && !alone) {
      const transaction = await beginAsWriter(client);
      try {
        const answers = [];
        for (const statement of statements) answers.push(answer(await transaction.execute(clocked(statement))));
        await commit(transaction);
        return answers;
      } finally {
        transaction.close();
      }
    }
    try {
      return alone ? [answer(await client.execute(clocked(only)))] : (await client.batch(statements.map(clocked), 'deferred')).map(answer);
    } catch (error) {
      if (isBusy(error)) discard(connection);
      throw error;
    }
  },
  async begin(message) {
    const open = connect(message);
    if (!message.foreignKeys) await open.client.execute('PRAGMA foreign_keys = OFF');
    open.transaction = await beginAsWriter(open.client);
    return [];
  },
  async execute({ connection, statements }) {
    const { transaction } = connections.get(connection) ?? {};
    if (!transaction) throw fail('NO_TRANSACTION', 'the transaction is gone');
    const answers = [];
    for (const statement of statements) answers.push(answer(await transaction.execute(clocked(statement))));
    return answers;
  },
  async script({ connection, text }) {
    const { transaction } = connections.get(connection) ?? {};
    if (!transaction) throw fail('NO_TRANSACTION', 'the transaction is gone');
    await transaction.executeMultiple(text);
    return [];
  },
  async end(message) {
    const open = connections.get(message.connection);
    const ending = open?.transaction;
    if (!ending) return [];
    // A failed COMMIT leaves it open, and it is undone.
    if (message.commit) await commit(ending);
    open.transaction = null;
    ending.close();
    return [];
  },
  async version() {
    const client = createClient({ url: ':memory:' });
    try {
      return [answer(await client.execute('SELECT sqlite_version()'))];
    } finally {
      client.close();
    }
  },
  async close({ connection }) {
    connections.get(connection)?.client.close();
    connections.delete(connection);
    await operations.collect();
    return [];
  },
  /** The driver's statements hold a closed file open until they are collected, and with it its locks. */
  async collect() {
    for (let round = 0; round < 2; round += 1) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return [];
  },
};

parentPort.on('message', async (message) => {
  try {
    parentPort.postMessage({ id: message.id, answers: await operations[message.op](message) });
  } catch (error) {
    parentPort.postMessage({ id: message.id, error: { message: String(error?.message ?? error), code: String(error?.extendedCode ?? error?.code ?? '') } });
  }
});
