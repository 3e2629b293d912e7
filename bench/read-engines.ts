import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@libsql/client';
import { createConnection } from 'mysql2/promise';
import { tenantConfigSchema } from '@/lib/model/tenant';
import { tenantPasswordOwner } from '@/lib/store';
import { SqliteThread } from '@/lib/store/adapters/sqlite/thread';
import type { TenantTarget, UsersRepository } from '@/lib/store/ports';
import { MARIADB_DATABASE, mariaDbMissing, startMariaDb } from '@/lib/store/testing/mariadb';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';
import { interleave } from './interleave';
import { report } from './report';

const USERS = 2_000;
const SIZE = { rounds: 300, perRound: 9, warmUp: 1_500 };
const COLUMNS = 'id, email, email_verified, status, name, given_name, family_name, picture, locale, language, metadata, disabled_at, disabled_reason, disabled_until, created_at, updated_at';
const BY_ID = `SELECT ${COLUMNS} FROM app_user WHERE id = ?`;

/** One user by id on the engines beside Postgres, each against its bare driver. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantry-bench-'));
  try {
    await onSqlite(folder);
    const missing = mariaDbMissing();
    if (missing) console.log(`\nread-mysql left out: ${missing}`);
    else await onMariaDb();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function onMariaDb(): Promise<void> {
  const server = await startMariaDb();
  const runtime = await openTestRuntime({ TENANT_DB_DSN: `mysql://${server.username}:${server.password}@${server.host}:${server.port}/${MARIADB_DATABASE}` });
  try {
    const { target, users, ids } = await tenantWithUsers(runtime);
    const { name: database, role } = target.placement;
    const login = { host: server.host, port: server.port, user: role ?? '', password: target.password ?? '', database, dateStrings: true };
    // As the store has it: without a stack for each statement the driver is quicker.
    const bare = await createConnection({ ...login, trace: false });
    const usual = await createConnection(login);
    const measured = await interleave(
      [
        { name: 'bare mysql2, prepared', run: () => bare.execute(BY_ID, [ids()]) },
        { name: 'bare mysql2, prepared, with stacks', run: () => usual.execute(BY_ID, [ids()]) },
        { name: 'bare mysql2, text', run: () => bare.query(BY_ID, [ids()]) },
        { name: 'store', run: () => users.getById(ids()), goal: 1.2 },
        { name: 'store, looked up each time', run: async () => (await runtime.store.forTenant(target.slug)).users.getById(ids()) },
      ],
      SIZE,
    );
    await bare.end();
    await usual.end();
    await report('read-mysql', measured, { users: USERS });
  } finally {
    await runtime.dispose();
    await server.stop();
  }
}

async function onSqlite(folder: string): Promise<void> {
  const runtime = await openTestRuntime({ TENANT_DB_DSN: pathToFileURL(folder).href, SQLITE_ROOTS: folder });
  const thread = new SqliteThread();
  try {
    const { target, users, ids } = await tenantWithUsers(runtime);
    const file = join(folder, `${target.placement.name}.db`);
    const bare = createClient({ url: pathToFileURL(file).href });
    const connection = thread.nextConnection();
    const inThread = () => thread.send({ op: 'unit', connection, file, statements: [{ text: BY_ID, values: [ids()] }], write: false });
    const IN_THREAD = 'bare libSQL in a thread';
    const measured = await interleave(
      [
        { name: 'bare libSQL in the process', run: () => bare.execute({ sql: BY_ID, args: [ids()] }) },
        { name: IN_THREAD, run: inThread },
        { name: 'store', against: IN_THREAD, run: () => users.getById(ids()), goal: 1.2 },
        { name: 'store, looked up each time', against: IN_THREAD, run: async () => (await runtime.store.forTenant(target.slug)).users.getById(ids()) },
      ],
      SIZE,
    );
    bare.close();
    await report('read-sqlite', measured, { users: USERS });
  } finally {
    await thread.close();
    await runtime.dispose();
  }
}

/** A tenant on the server that the environment gave, by the product's own provisioner; each id in turn. */
async function tenantWithUsers({ store, secretbox, records }: TestRuntime): Promise<{ target: TenantTarget; users: UsersRepository; ids: () => string }> {
  const [server] = await store.config.servers.list();
  if (!server) throw new Error('the environment gave no server');
  const adapter = store.adapter(server.driver);
  const isolation = adapter.defaultIsolation;
  const [id, slug, now] = [randomUUID(), 'read', new Date().toISOString()];
  const passwordSealed = secretbox.seal(randomUUID(), tenantPasswordOwner(id));
  const database = { serverId: server.id, isolation, ...adapter.physicalNames({ id, slug }, isolation), passwordSealed };
  await store.config.tenants.create(tenantConfigSchema.parse({ id, slug, name: slug, database, createdAt: now, updatedAt: now }));
  const target = await store.tenantTarget(slug);
  await adapter.provisioner.createContainer(target);
  await adapter.provisioner.createRole(target);
  await adapter.provisioner.migrate(target, 'bench');
  await records.machine.setDatabase(id, { status: 'READY' });
  const { users } = await store.forTenant(slug);
  const made: string[] = [];
  for (let n = 0; n < USERS; n += 1) made.push((await users.create({ email: `user${n}@example.com`, name: `User ${n}` })).id);
  let at = 0;
  return { target, users, ids: () => made[(at += 7) % made.length] ?? '' };
}
