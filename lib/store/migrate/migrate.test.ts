import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import { forSchema, loadMigrations, pendingOf, runMigrations, statementsOf, type LedgerRow } from '.';

const shipped = join(process.cwd(), 'migrations');

describe('migrations', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'migrations-'));
    await mkdir(join(dir, 'x', 'tenant'), { recursive: true });
    await writeFile(join(dir, 'x', 'tenant', 'catalog.json'), '{}');
  });
  afterEach(() => rm(dir, { recursive: true }));
  const put = (name: string, sql = 'SELECT 1') => writeFile(join(dir, 'x', 'tenant', name), sql);

  it('ships the tables of the data plane, every one qualified', async () => {
    const { migrations, catalog } = await loadMigrations(shipped, 'postgres');
    expect(Object.keys(catalog)).toHaveLength(15);
    for (const { sql, checksum } of migrations) {
      expect(checksum).toMatch(/^[0-9a-f]{64}$/);
      for (const [, name] of sql.matchAll(/(?:CREATE TABLE|REFERENCES| ON) ((?!DELETE|UPDATE)\S+)/g)) expect(name).toMatch(/^:schema\./);
      expect(forSchema(sql, '"a$&b"')).not.toContain(':schema');
    }
  });

  it('ships the same tables for MySQL, in statements that may each be run again', async () => {
    const [theirs, ours] = await Promise.all(['postgres', 'mysql'].map((engine) => loadMigrations(shipped, engine)));
    expect(ours?.migrations.map(({ version, name }) => [version, name])).toEqual(theirs?.migrations.map(({ version, name }) => [version, name]));
    for (const [table, columns] of Object.entries(theirs?.catalog ?? {})) {
      expect(ours?.catalog[table]?.filter((column) => !column.startsWith('sys_'))).toEqual(columns);
    }
    for (const statement of (ours?.migrations ?? []).flatMap(({ sql }) => statementsOf(sql))) {
      expect(statement).toMatch(/^CREATE TABLE IF NOT EXISTS :schema\.\w+ \(/);
      for (const [, name] of statement.matchAll(/REFERENCES (\S+)/g)) expect(name).toMatch(/^:schema\./);
    }
  });

  it('refuses gaps, doubles and odd names', async () => {
    await expect(loadMigrations(dir, 'x')).rejects.toThrow('no migrations');
    await put('0002_b.sql');
    await expect(loadMigrations(dir, 'x')).rejects.toThrow('gap');
    await put('0001_a.sql');
    expect((await loadMigrations(dir, 'x')).migrations.map((m) => m.version)).toEqual(['0001', '0002']);
    await put('3_c.sql');
    await expect(loadMigrations(dir, 'x')).rejects.toThrow('wrong name');
  });

  it('applies what the ledger lacks, also one that was merged late, and not what another process did', async () => {
    await Promise.all(['0001_a.sql', '0002_b.sql', '0003_c.sql'].map((name) => put(name)));
    const { migrations } = await loadMigrations(dir, 'x');
    const row = (i: number): LedgerRow => ({ version: migrations[i]!.version, checksum: migrations[i]!.checksum });
    expect(pendingOf(migrations, [row(0), row(2)]).map((m) => m.version)).toEqual(['0002']);
    const ledger = [row(0)];
    const target = {
      ledger: async () => [...ledger],
      apply: async (m: (typeof migrations)[number], _by: string, wanted: (rows: LedgerRow[]) => boolean) => {
        if (m.version === '0002') ledger.push(row(1));
        if (!wanted(ledger)) return false;
        ledger.push({ version: m.version, checksum: m.checksum });
        return true;
      },
    };
    expect(await runMigrations(target, migrations, 'test')).toEqual(['0003']);
  });

  it('stops at a file that was edited after it was applied', async () => {
    await put('0001_a.sql');
    const { migrations } = await loadMigrations(dir, 'x');
    expect(() => pendingOf(migrations, [{ version: '0001', checksum: 'other' }])).toThrow(expect.objectContaining({ code: 'invalid_state' }));
    expect(isAppError(new Error('x'))).toBe(false);
  });
});
