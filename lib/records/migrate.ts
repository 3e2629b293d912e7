import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { RecordsDatabase } from './db';

/**
 * Applies what is pending in one transaction, under a lock: two processes starting at once apply each migration once.
 * @throws Error when an applied migration's text was changed afterwards
 */
export async function migrateDatabase(database: RecordsDatabase, migrationsRoot: string): Promise<{ applied: number }> {
  const { folder, prepare, ledger, placeholders } = database.migrations;
  const migrations = readMigrationFiles({ migrationsFolder: join(migrationsRoot, folder) });
  return database.rawTransaction('migrate', async (execute) => {
    for (const statement of prepare) await execute(statement);
    await execute(`CREATE TABLE IF NOT EXISTS ${ledger} (made_at bigint PRIMARY KEY, hash text NOT NULL, applied_at text NOT NULL DEFAULT CURRENT_TIMESTAMP)`);
    const rows = await execute(`SELECT made_at, hash FROM ${ledger}`);
    const known = new Map(rows.map(([madeAt, hash]) => [Number(madeAt), String(hash)]));
    let applied = 0;
    for (const migration of migrations) {
      const hash = known.get(migration.folderMillis);
      if (hash !== undefined && hash !== migration.hash) throw new Error(`a records migration was edited after it was applied (${migration.folderMillis})`);
      if (hash !== undefined) continue;
      for (const statement of migration.sql) if (statement.trim() !== '') await execute(statement);
      await execute(`INSERT INTO ${ledger} (made_at, hash) VALUES (${placeholders.join(', ')})`, [migration.folderMillis, migration.hash]);
      applied++;
    }
    return { applied };
  });
}
