import type { ContractHarness } from '../contract/harness';
import type { TenantTarget } from '../ports';
import type { ColumnKind } from '../sql/custom-columns';

const TYPES: Partial<Record<ColumnKind, string>> = { integer: 'INTEGER', boolean: 'INTEGER' };

/** A harness's hands on tables, for engines that speak SQLite's SQL and have one database a tenant. */
export function sqliteTables(
  admin: ContractHarness['admin'],
  databaseOf: (target: TenantTarget) => string,
): Pick<ContractHarness, 'admin' | 'place' | 'columnsOf' | 'addColumn' | 'dropColumn' | 'retypeToText' | 'setCreatedAt' | 'age' | 'roleMay'> {
  const on = (target: TenantTarget, sql: string) => admin(databaseOf(target), sql);
  const users = (target: TenantTarget, change: string) => on(target, `ALTER TABLE app_user ${change}`);
  return {
    admin,
    place: (target) => ({ database: databaseOf(target), table: (name) => name }),
    columnsOf: async (target) => {
      const rows = await on(
        target,
        `SELECT t.name AS t, json_group_array(c.name) AS c FROM (SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!') AS t JOIN pragma_table_info(t.name) AS c GROUP BY 1`,
      );
      return Object.fromEntries(rows.map((row) => [String(row['t']), (JSON.parse(String(row['c'])) as string[]).sort()]));
    },
    addColumn: async (target, name, kind, unique = false) => {
      await users(target, `ADD COLUMN ${name} ${TYPES[kind] ?? 'TEXT'}`);
      if (unique) await on(target, `CREATE UNIQUE INDEX ${name}_unique ON app_user (${name})`);
    },
    dropColumn: async (target, name) => {
      await on(target, `DROP INDEX IF EXISTS ${name}_unique`);
      await users(target, `DROP COLUMN ${name}`);
    },
    retypeToText: async (target, name) => {
      await users(target, `ADD COLUMN ${name}_text TEXT`);
      await on(target, `UPDATE app_user SET ${name}_text = CAST(${name} AS TEXT)`);
      await users(target, `DROP COLUMN ${name}`);
      await users(target, `RENAME COLUMN ${name}_text TO ${name}`);
    },
    setCreatedAt: async (target, userId, moment) => {
      await on(target, `UPDATE app_user SET created_at = '${moment}' WHERE id = '${userId}'`);
    },
    age: async (target, table, columns, seconds) => {
      const moved = columns.map((column) => `${column} = strftime('%Y-%m-%dT%H:%M:%f', ${column}, '-${seconds} seconds') || '000Z'`).join(', ');
      await on(target, `UPDATE ${table} SET ${moved}`);
    },
    roleMay: () => Promise.resolve(null),
  };
}
