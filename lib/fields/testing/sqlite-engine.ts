import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createClient, type Client } from '@libsql/client';
import type { FieldEngine, RunningEngine } from './field-engines';

const PATIENCE_MS = 10_000;
const UUID = `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`;
const inFile = (container: string): string => `"${container}".app_user`;

/** Files, one a tenant. A statement names the file as others name a schema. */
export const SQLITE: FieldEngine = {
  driver: 'sqlite',
  missing: () => null,
  isolation: 'file',
  table: inFile,
  numbers: (count) => `(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${count}) SELECT n FROM c) s`,
  handRetype: (table, column) => `ALTER TABLE ${table} ALTER COLUMN "${column}" TYPE varchar(40)`,
  leftovers: (container) => [
    `SELECT name FROM "${container}".sqlite_master WHERE name LIKE 'zz!_%' ESCAPE '!'`,
    `SELECT c.name FROM "${container}".sqlite_master AS t JOIN pragma_table_info(t.name) AS c WHERE c.name LIKE 'zz!_%' ESCAPE '!'`,
    `SELECT * FROM "${container}".sqlite_master AS t JOIN pragma_foreign_key_check(t.name) WHERE t.type = 'table'`,
    `SELECT i.* FROM "${container}".sqlite_master AS t JOIN pragma_integrity_check(t.name) AS i WHERE t.name = 'app_user' AND i.integrity_check <> 'ok'`,
  ],
  async start() {
    const root = await mkdtemp(join(tmpdir(), 'tenantry-field-files-'));
    const folder = join(root, 'tenants');
    const sql = async <Row extends object = Record<string, unknown>>(text: string): Promise<Row[]> => {
      const { url, statement } = placed(folder, text);
      const client = createClient({ url, timeout: PATIENCE_MS });
      try {
        const retyped = / ALTER COLUMN "(\w+)" TYPE /.exec(statement)?.[1];
        if (retyped !== undefined) {
          await retypeByHand(client, retyped);
          return [];
        }
        await dropIndexesOf(client, statement);
        const { rows, columns } = await client.execute(inSqlite(statement));
        return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])) as Row);
      } finally {
        client.close();
      }
    };
    return {
      variables: { TENANT_DB_DSN: `file:${folder}` },
      sql,
      writer: () => Promise.resolve(openWriter(folder)),
      stop: () => rm(root, { recursive: true, force: true }),
    };
  },
};

/** The file that a statement names, and the statement without it. */
function placed(folder: string, text: string): { url: string; statement: string } {
  const [, container = ''] = /"([0-9a-f-]{36})"\./.exec(text) ?? [];
  return { url: pathToFileURL(join(folder, `${container}.db`)).href, statement: text.replaceAll(`"${container}".`, '') };
}

/** One who writes beside the product, one statement at a time, each as patient as a rebuild is long. */
function openWriter(folder: string): Awaited<ReturnType<RunningEngine['writer']>> {
  const worker = new Worker(new URL('./sqlite-writer.mjs', import.meta.url), { workerData: { patienceMs: PATIENCE_MS } });
  return {
    async sql(text) {
      const { url, statement } = placed(folder, text);
      worker.postMessage({ url, text: inSqlite(statement) });
      const [answer] = (await once(worker, 'message')) as [{ rows?: Record<string, unknown>[]; error?: string }];
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.rows ?? [];
    },
    close: async () => void (await worker.terminate()),
  };
}

/** Nobody makes ids but who writes; a strict table has few types. */
function inSqlite(text: string): string {
  const insert = /^INSERT INTO (\S+) \(([^)]*)\) ([\s\S]*)$/.exec(text);
  if (insert) return `INSERT INTO ${insert[1]} (id, ${insert[2]}) SELECT ${UUID}, v.* FROM (${insert[3]}) AS v`;
  return text.replaceAll(/\bvarchar\(\d+\)/g, 'TEXT');
}

/** SQLite drops no column that an index is over. */
async function dropIndexesOf(client: Client, statement: string): Promise<void> {
  const [, column] = /DROP COLUMN "?(\w+)"?$/.exec(statement) ?? [];
  if (column === undefined) return;
  const { rows } = await client.execute({ sql: `SELECT i.name FROM pragma_index_list('app_user') AS i JOIN pragma_index_info(i.name) AS c WHERE c.name = ?`, args: [column] });
  for (const row of rows) await client.execute(`DROP INDEX "${String(row['name'])}"`);
}

/** SQLite has no such statement; who will have it edits the schema (sqlite.org/lang_altertable.html), and here leaves the column its mark. */
async function retypeByHand(client: Client, column: string): Promise<void> {
  const edited = `UPDATE sqlite_master SET sql = replace(sql, '"${column}" INTEGER', '"${column}" TEXT') WHERE name = 'app_user'`;
  const unruled = `UPDATE sqlite_master SET sql = replace(sql, 'CHECK ("${column}" BETWEEN -9223372036854775808 AND 9223372036854775807)', 'CHECK (TRUE)') WHERE name = 'app_user'`;
  const version = Number((await client.execute('PRAGMA schema_version')).rows[0]?.['schema_version']);
  await client.executeMultiple(`PRAGMA writable_schema = ON; BEGIN; ${edited}; ${unruled}; PRAGMA schema_version = ${version + 1}; COMMIT; PRAGMA writable_schema = RESET`);
  await client.execute(`UPDATE app_user SET "${column}" = CAST("${column}" AS TEXT)`);
}
