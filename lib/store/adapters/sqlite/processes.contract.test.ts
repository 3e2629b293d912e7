import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, type TestContext } from 'vitest';
import { buildTestProcesses, type TestProcess, type TestProcesses } from '@/lib/testing/child-processes';
import { describeStore, newTenant, provision, tenantContext } from '../../contract';
import { Pools } from '../../pools';
import type { ServerTarget } from '../../ports';
import { sqlite } from '.';
import { SqliteAccess } from './access';
import { statement } from './catalog';
import type { SqliteConnection } from './connection';

const KILLS = process.env.TENANTRY_LONG ? 60 : 5;
/** Writes told by each process before the next thing happens to it. */
const LINES = process.env.TENANTRY_LONG ? 600 : 150;
/** Callers at once in a process: so many writes may be done and not yet told when it dies. */
const LANES = 4;
const SHARED = 'shared@example.com';

describeStore('sqlite')('sqlite: one file, several processes', () => {
  let processes: TestProcesses;
  beforeAll(async () => {
    processes = await buildTestProcesses('lib/store/testing/sqlite-child.ts');
  });
  afterAll(() => processes?.dispose());

  async function setUp({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
    const folder = await mkdtemp(join(tmpdir(), 'tenantry-processes-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const adapter = sqlite.open({ migrationsDir: join(process.cwd(), 'migrations'), fileRoots: [folder], pools: { share: 1 } });
    onTestFinished(() => adapter.close());
    const server: ServerTarget = {
      id: 'server', name: 'Server', driver: 'sqlite', directory: folder, host: '', port: 0, directHost: null, directPort: null,
      database: '', maintenanceDatabase: '', username: '', password: '', tls: { mode: 'disable' }, maxConnections: 40,
    };
    const target = newTenant(adapter, server, 'file');
    await provision(adapter, target);
    const db = adapter.openTenant(target, tenantContext());
    const { id } = await db.users.create({ email: SHARED, passwordHash: '$argon2id$none' });
    const open = (busyDeadlineMs?: number) => {
      const access = new SqliteAccess(new Pools<SqliteConnection>({ share: 1 }), [folder], busyDeadlineMs);
      onTestFinished(() => access.close());
      return access;
    };
    const access = open();
    return {
      target, db, open, access,
      start: (job: string, name = '') => processes.start(job, folder, JSON.stringify(target), name),
      attempts: async () => (await db.identities.list(id))[0]?.failedAttempts ?? 0,
      ask: async (text: string) => (await access.read(target, [statement(text)]))[0]?.rows ?? [],
    };
  }
  type Opened = Awaited<ReturnType<typeof setUp>>;

  const go = ({ child }: TestProcess) => child.stdin?.write('\n');
  /** Lines of a process until `count` are read, or until it ends. */
  async function read({ next }: TestProcess, count = Infinity): Promise<string[]> {
    const lines: string[] = [];
    for (let line = lines.length < count ? await next() : undefined; line !== undefined; line = lines.length < count ? await next() : undefined) lines.push(line);
    return lines;
  }

  const named = (kind: string, lines: readonly string[]) => lines.flatMap((line) => (line.startsWith(`${kind} `) ? [line.slice(kind.length + 1)] : []));
  const attemptsIn = (lines: readonly string[]) => lines.filter((line) => line === 'attempt').length;

  /** What was told is there; beyond it only what was being written by those that died; and the file is whole. */
  async function expectWhole({ ask, attempts }: Opened, lines: readonly string[], died: number): Promise<void> {
    expect(lines.filter((line) => line.startsWith('failed'))).toEqual([]);
    expect(await ask('PRAGMA integrity_check')).toEqual([['ok']]);
    expect(await ask('PRAGMA foreign_key_check')).toEqual([]);
    const there = async (kind: string, text: string) => {
      const found = new Set((await ask(text)).map(([value]) => String(value)));
      const told = named(kind, lines);
      expect(told.filter((one) => !found.has(one))).toEqual([]);
      expect(found.size - told.length).toBeLessThanOrEqual(died * LANES);
    };
    await there('user', `SELECT email FROM app_user WHERE email <> '${SHARED}'`);
    await there('session', 'SELECT id FROM session');
    const counted = (await attempts()) - attemptsIn(lines);
    expect(counted).toBeGreaterThanOrEqual(0);
    expect(counted).toBeLessThanOrEqual(died * LANES);
  }

  it('write at once while a third reads: nothing is lost, nobody is refused, the file is whole', async (context) => {
    const opened = await setUp(context);
    const writers = await Promise.all(['a', 'b'].map((name) => opened.start('write', name)));
    writers.forEach(go);
    let writing = true;
    const reading = (async () => {
      for (let last = 0, now = 0; writing; last = now) {
        now = await opened.db.users.count();
        expect(now).toBeGreaterThanOrEqual(last);
      }
    })();
    const began = await Promise.all(writers.map((writer) => read(writer, LINES)));
    expect(began.map((lines) => lines.length)).toEqual(writers.map(() => LINES));
    writers.forEach(go);
    const rest = await Promise.all(writers.map((writer) => read(writer)));
    writing = false;
    await reading;
    expect(rest.map((lines) => lines.at(-1))).toEqual(['done', 'done']);
    await expectWhole(opened, [...began, ...rest].flat(), 0);
  });

  it(`one is killed in the middle, ${KILLS} times: the other goes on, and what either told is there`, { timeout: 60_000 + KILLS * 10_000 }, async (context) => {
    const opened = await setUp(context);
    const survivor = await opened.start('write', 'survivor');
    go(survivor);
    const lines: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const victim = await opened.start('write', `victim${kill}`);
      go(victim);
      const [before] = await Promise.all([read(victim, 20 + Math.floor(Math.random() * 40)), read(survivor, 20).then((said) => lines.push(...said))]);
      lines.push(...before, ...(await victim.kill()));
      // Who lives is not held up by what the dead one held.
      lines.push(...(await read(survivor, LANES * 2)));
      expect(await opened.ask('PRAGMA quick_check')).toEqual([['ok']]);
    }
    go(survivor);
    lines.push(...(await read(survivor)));
    expect(lines.at(-1)).toBe('done');
    await expectWhole(opened, lines, KILLS);
  });

  it('all that had it open are killed: who comes next finds it whole, and writes', async (context) => {
    const opened = await setUp(context);
    const writers = await Promise.all(['a', 'b'].map((name) => opened.start('write', name)));
    writers.forEach(go);
    const lines = (await Promise.all(writers.map((writer) => read(writer, 60)))).flat();
    lines.push(...(await Promise.all(writers.map((writer) => writer.kill()))).flat());
    const next = await opened.start('write', 'next');
    go(next);
    lines.push(...(await read(next, 40)));
    go(next);
    lines.push(...(await read(next)));
    await expectWhole(opened, lines, 2);
  });

  it('a write waits for another process without blocking this one; too long, and it is told so', async (context) => {
    const { start, open, target, db, ask } = await setUp(context);
    const holder = await start('hold');
    go(holder);
    expect(await holder.next()).toBe('held');
    const write = (access: SqliteAccess, name: string) => access.write(target, [statement('UPDATE app_user SET given_name = ?', [name])]);
    await expect(write(open(200), 'refused')).rejects.toMatchObject({ code: 'server_unreachable', params: { server: 'Server', reason: 'lock' }, retryAfterSeconds: 2 });
    let waiting = true;
    const written = write(open(), 'waited').finally(() => (waiting = false));
    // Reads of the same file, in this process, while the write waits.
    for (let n = 0; n < 20; n += 1) expect((await db.users.getByEmail(SHARED))?.name).toBeNull();
    expect(waiting).toBe(true);
    go(holder);
    await written;
    expect(await ask('SELECT name, given_name FROM app_user')).toEqual([['held', 'waited']]);
    expect(await read(holder)).toEqual(['done']);
  });
});
