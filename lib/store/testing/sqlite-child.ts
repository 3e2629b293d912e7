import { once } from 'node:events';
import { join } from 'node:path';
import { isAppError } from '@/lib/errors';
import { sqlite } from '@/lib/store/adapters/sqlite';
import { SqliteAccess } from '@/lib/store/adapters/sqlite/access';
import { statement } from '@/lib/store/adapters/sqlite/catalog';
import type { SqliteConnection } from '@/lib/store/adapters/sqlite/connection';
import { apply } from '@/lib/store/adapters/sqlite/ddl/apply';
import { tenantContext } from '@/lib/store/contract/harness';
import { Pools } from '@/lib/store/pools';
import type { TenantTarget, WantedColumn } from '@/lib/store/ports';

/**
 * A process of its own for tests: `sqlite-child <job> <folder> <target as JSON> <name>`. Prints `ready`, begins at a
 * line, and ends at the next. Each line is one write of its own, so that what was printed before a kill is whole.
 */
const say = (line: string) => process.stdout.write(`${line}\n`);
const told = () => once(process.stdin, 'data');
/** Callers at once in each process. */
const LANES = 4;
/** Never reached, so that each attempt is counted. */
const POLICY = { maxAttempts: 1_000_000, lockoutMinutes: 1 };

type Job = (folder: string, target: TenantTarget, name: string) => Promise<void>;

/** Makes users and sessions, and counts attempts at one password, which reads and then writes; tells each that was done. */
const write: Job = async (folder, target, name) => {
  const adapter = sqlite.open({ migrationsDir: join(process.cwd(), 'migrations'), fileRoots: [folder], pools: { share: 1 } });
  const { users, sessions, identities } = adapter.openTenant(target, tenantContext());
  await users.count();
  say('ready');
  await told();
  let ending = false;
  void told().then(() => (ending = true));
  const lane = async (number: number) => {
    for (let n = 0; !ending; n += 1) {
      const { id, email } = await users.create({ email: `${name}-${number}-${n}@example.com` });
      say(`user ${email}`);
      const { session } = await sessions.create({ userId: id, lifetimeSeconds: 3_600 });
      say(`session ${session.id}`);
      await identities.claimAttempt('shared@example.com', POLICY);
      say('attempt');
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number))).catch((error: unknown) => say(`failed ${isAppError(error) ? error.code : String(error)}`));
  await adapter.close();
};

/** Is the file's writer until told to let go. */
const hold: Job = async (folder, target) => {
  const access = new SqliteAccess(new Pools<SqliteConnection>({ share: 1 }), [folder]);
  say('ready');
  await told();
  await access.transaction(target, 'short', async (connection) => {
    await connection.execute([statement('UPDATE app_user SET name = ?', ['held'])]);
    say('held');
    await told();
  });
  await access.close();
};

/** Gives a table the columns in `name` (JSON), and is led through each unit of its transactions: says `next`, and waits for a line. */
const reshape: Job = async (folder, target, name) => {
  class Led extends SqliteAccess {
    override transaction<T>(...[to, kind, work, options]: Parameters<SqliteAccess['transaction']>): Promise<T> {
      const led = (connection: SqliteConnection): SqliteConnection =>
        Object.create(connection, {
          execute: {
            value: async (...asked: Parameters<SqliteConnection['execute']>) => {
              say('next');
              await told();
              return connection.execute(...asked);
            },
          },
        }) as SqliteConnection;
      return super.transaction(to, kind, (connection) => work(led(connection)), options) as Promise<T>;
    }
  }
  const access = new Led(new Pools<SqliteConnection>({ share: 1 }), [folder]);
  say('ready');
  await apply(access, target, JSON.parse(name) as WantedColumn[], 'swap');
  await access.close();
};

const jobs: Record<string, Job> = { write, hold, reshape };
const [job = '', folder = '', target = '', name = ''] = process.argv.slice(2);
await jobs[job]?.(folder, JSON.parse(target) as TenantTarget, name);
say('done');
process.exit(0);
