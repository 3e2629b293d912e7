import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Migration {
  /** Four digits. */
  version: string;
  name: string;
  /** SHA-256 of the file's bytes, hexadecimal. */
  checksum: string;
  sql: string;
}

/** Table → its columns, both sorted: what all shipped migrations together promise. */
export type PromisedCatalog = Record<string, string[]>;

export interface MigrationSet {
  migrations: readonly Migration[];
  catalog: PromisedCatalog;
}

const FILE = /^(\d{4})_([a-z0-9_]+)\.sql$/;

/**
 * Reads `<migrationsDir>/<engine>/tenant/NNNN_name.sql` and `catalog.json` beside them.
 * @throws Error when a version occurs twice, one is missing, or a file's name is not of that form.
 */
export async function loadMigrations(migrationsDir: string, engine: string): Promise<MigrationSet> {
  const folder = join(migrationsDir, engine, 'tenant');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const migrations = await Promise.all(
    files.map(async (file, index): Promise<Migration> => {
      const [, version, name] = FILE.exec(file) ?? [];
      if (!version || !name) throw new Error(`migration file has a wrong name: ${join(folder, file)}`);
      if (Number(version) !== index + 1) throw new Error(`migration versions have a gap or a double at ${join(folder, file)}`);
      const sql = await readFile(join(folder, file), 'utf8');
      return { version, name, checksum: createHash('sha256').update(sql).digest('hex'), sql };
    }),
  );
  if (migrations.length === 0) throw new Error(`no migrations in ${folder}`);
  const catalog = JSON.parse(await readFile(join(folder, 'catalog.json'), 'utf8')) as PromisedCatalog;
  return { migrations, catalog };
}

/** The file's text for one schema; `quotedSchema` comes from `quoteIdentifier`. */
export function forSchema(sql: string, quotedSchema: string): string {
  return sql.replaceAll(':schema.', () => `${quotedSchema}.`);
}

/** The statements of a file, for engines that take one at a time. A semicolon at the end of a line ends one. */
export function statementsOf(sql: string): string[] {
  const withoutComments = sql.replace(/^\s*--.*$/gm, '');
  return withoutComments.split(/;[ \t]*$/m).map((statement) => statement.trim()).filter((statement) => statement !== '');
}
