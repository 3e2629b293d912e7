import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildTestProcesses, type TestProcesses } from '@/lib/testing/child-processes';
import { describeStore } from '../../../contract';
import { INT, SqliteFields, TEXT, wantedColumn } from '../../../testing/sqlite-fields';
import type { WantedColumn } from '../../../ports';

const ROWS = 2_000;

describeStore('sqlite')('a process that is killed while it changes fields in a file', () => {
  let f: SqliteFields;
  let processes: TestProcesses;
  beforeAll(async () => {
    f = await SqliteFields.open();
    processes = await buildTestProcesses('lib/store/testing/sqlite-child.ts');
  });
  afterAll(async () => {
    await processes.dispose();
    await f.close();
  });

  /** Lets a process go `units` units on its way and kills it; false when it was at its end before. */
  async function killAfter(units: number, wanted: readonly WantedColumn[]): Promise<boolean> {
    const led = await processes.start('reshape', f.folder, JSON.stringify(f.target), JSON.stringify(wanted));
    for (let unit = 0; unit < units; unit += 1) {
      if ((await led.next()) !== 'next') {
        await led.kill();
        return false;
      }
      led.child.stdin?.write('\n');
    }
    // Also the last unit has had its answer, or is at work.
    await led.next();
    await led.kill();
    return true;
  }
  const tableText = () => f.sql(`SELECT sql FROM sqlite_master WHERE name = 'app_user'`);

  it('at any statement of a rebuild leaves the file as it was; who comes next does it whole', async () => {
    await f.newTenant();
    const field = wantedColumn({ unique: true, indexed: true });
    await f.reach(field);
    await f.users(ROWS, 'i');
    await f.sql(`INSERT INTO identity (id, user_id, provider, subject) SELECT 'i' || id, id, 'password', id FROM app_user`);
    const wanted = [{ ...field, storage: INT, required: true }, wantedColumn({ column: 'y', storage: TEXT, required: true, fill: { generate: 'uuid' } })];
    const before = await tableText();
    let killed = 0;
    for (let units = 1; await killAfter(units, wanted); units += 1) {
      killed += 1;
      expect(await f.sql('SELECT count(*) FROM identity')).toEqual([[ROWS]]);
      expect(await f.sql(`SELECT name FROM sqlite_master WHERE name LIKE 'zz%'`)).toEqual([]);
      expect(await f.sql('PRAGMA integrity_check')).toEqual([['ok']]);
      const [sum] = await f.sql('SELECT count(*), sum(x) FROM app_user');
      expect(sum).toEqual([ROWS, (ROWS * (ROWS + 1)) / 2]);
      // The last statement may have been followed by its COMMIT.
      if (JSON.stringify(await tableText()) !== JSON.stringify(before)) break;
    }
    expect(killed).toBeGreaterThan(12);
    await f.reach(...wanted);
    expect(await f.sql('SELECT count(DISTINCT y), count(DISTINCT x), max(typeof(x)) FROM app_user')).toEqual([[ROWS, ROWS, 'integer']]);
    expect(await f.sql('PRAGMA foreign_key_check')).toEqual([]);
  }, 120_000);
});
