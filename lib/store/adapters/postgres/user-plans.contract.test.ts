import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres } from '@/lib/embedded-postgres';
import { Pools } from '../../pools';
import type { TenantTarget, UserListQuery } from '../../ports';
import { newTenant, provision } from '../../contract/harness';
import { plainColumn } from '../../sql/custom-columns';
import type { SqlExecutor, SqlStatement } from '../../sql/executor';
import { SqlUsers } from '../../sql/users';
import { PgAccess } from './access';
import type { PgConnection } from './connection';
import { postgres } from '.';
import { postgresBuilder } from './dialect';
import { postgresExecutor } from './tenant-database';

/** Enough that an index pays, and few enough to be made in a moment. */
const ROWS = 20_000;

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  'Actual Rows': number;
  Plans?: PlanNode[];
}

/** What goes to the server, by number and by plan: times say nothing on a busy machine, these do. */
describe('users: statements and their plans', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let folder: string;
  let adapter: ReturnType<typeof postgres.open>;
  let target: TenantTarget;
  let admin: Client;
  let pools: Pools<PgConnection>;
  let users: SqlUsers;
  let id: string;
  /** Units of work, each with its statements: what one flush carries. */
  let units: SqlStatement[][] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantry-plans-'));
    server = await startPostgres({ dataDir: join(folder, 'data'), databases: ['tenants'], durable: false });
    const { host, port, username, password } = server;
    adapter = postgres.open({ migrationsDir: join(process.cwd(), 'migrations'), pools: { share: 1 } });
    target = newTenant(
      adapter,
      { id: 'server', name: 'Server', driver: 'postgres', host, port, directHost: null, directPort: null, database: 'tenants', maintenanceDatabase: 'postgres', username, password, tls: { mode: 'disable' }, maxConnections: 20 },
      'schema',
    );
    await provision(adapter, target);
    admin = new Client({ connectionString: server.dsn('tenants') });
    await admin.connect();
    const table = `"${target.placement.name}".app_user`;
    await admin.query(`ALTER TABLE ${table} ADD department text, ADD age bigint`);
    // As `indexed` makes it.
    await admin.query(`CREATE INDEX department_idx ON ${table} (department, created_at, id)`);
    await admin.query(
      `INSERT INTO ${table} (email, name, department, age, created_at)
       SELECT 'user' || n || '@example.com', 'User ' || n, 'Department ' || n % 20, n % 90, now() - n * interval '1 second' FROM generate_series(1, ${ROWS}) n`,
    );
    await admin.query(`VACUUM ANALYZE ${table}`);
    id = String((await admin.query(`SELECT id FROM ${table} LIMIT 1`)).rows[0].id);
    pools = new Pools<PgConnection>();
    const column = (name: string, kind: 'text' | 'integer', indexed: boolean) => plainColumn({ name, column: name, kind, required: false, hasDefault: false, indexed });
    const columns = [column('department', 'text', true), column('age', 'integer', false)];
    users = new SqlUsers(recorded(postgresExecutor(new PgAccess(pools), target, postgresBuilder())), () => Promise.resolve(columns));
  });
  afterAll(async () => {
    await admin?.end();
    await pools?.close();
    await adapter?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    units = [];
  });

  function recorded(executor: SqlExecutor): SqlExecutor {
    return {
      ...executor,
      run: (statements) => {
        units.push([...statements]);
        return executor.run(statements);
      },
    };
  }

  /** Nodes of the plan of the last statement that was sent, run anew. */
  async function planOf(statement = units.at(-1)?.at(-1)): Promise<PlanNode[]> {
    if (!statement) throw new Error('no statement was sent');
    const { rows } = await admin.query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${statement.text}`, statement.values);
    const walk = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(walk)];
    return walk(rows[0]['QUERY PLAN'][0].Plan as PlanNode);
  }

  const department = { field: 'department', operator: 'eq', value: 'Department 7' } as const;
  const sizes = () => units.map((unit) => unit.length);

  it('reads one user with one statement, by the primary key', async () => {
    await users.getById(id);
    expect(sizes()).toEqual([1]);
    expect((await planOf()).map((node) => node['Index Name'])).toEqual(['app_user_pkey']);
    await users.getByEmail('USER7@example.com');
    expect((await planOf()).map((node) => node['Index Name'])).toEqual(['app_user_email_key']);
  });

  it('sends one text for one question, whatever the values', async () => {
    await users.getById(id);
    await users.getById(id.replace(/^./, '0'));
    await users.list({ limit: 5, filters: [department] });
    await users.list({ limit: 9, filters: [{ ...department, value: 'Department 8' }] });
    const names = units.flat().map((statement) => statement.name);
    expect(names[0]).toBe(names[1]);
    expect(names[2]).toBe(names[3]);
  });

  it.each(['createdAt', '-createdAt'])('filters on an indexed field in the order %s along its index, at the first page and far into the list', async (sort) => {
    let cursor: string | undefined;
    for (const page of [1, 2, 3]) {
      units = [];
      const query: UserListQuery = { limit: 200, sort, filters: [department], ...(cursor !== undefined && { cursor }) };
      cursor = (await users.list(query)).nextCursor ?? undefined;
      expect(sizes(), `page ${page}`).toEqual([1]);
      const plan = await planOf();
      expect(plan.flatMap((node) => node['Index Name'] ?? [])).toEqual(['department_idx']);
      // Without sorting, and reading no more rows than the page has: the cost does not grow with the list.
      expect(plan.map((node) => node['Node Type'])).not.toContain('Sort');
      expect(Math.max(...plan.map((node) => node['Actual Rows']))).toBeLessThanOrEqual(201);
    }
  });

  it.each([
    ['createdAt', 'app_user_created_at_idx'],
    ['-createdAt', 'app_user_created_at_idx'],
    ['department', 'department_idx'],
    ['-department', 'department_idx'],
    ['name', 'app_user_name_idx'],
    ['-name', 'app_user_name_idx'],
    ['email', 'app_user_email_key'],
  ])('sorts by %s along %s, and asks for empty values only at the end', async (sort, index) => {
    const { nextCursor } = await users.list({ limit: 50, sort });
    await users.list({ limit: 50, sort, cursor: nextCursor ?? '' });
    expect(sizes()).toEqual([1, 1]);
    for (const unit of units) {
      const plan = await planOf(unit[0]);
      expect(plan.flatMap((node) => node['Index Name'] ?? [])).toEqual([index]);
      expect(Math.max(...plan.map((node) => node['Actual Rows']))).toBeLessThanOrEqual(200);
    }
  });

  it('finds the empty values of an indexed column by its index', async () => {
    for (const [sort, index] of [['name', 'app_user_name_idx'], ['department', 'department_idx']] as const) {
      units = [];
      await users.list({ limit: 50, sort, filters: [{ field: 'age', operator: 'eq', value: 91 }] });
      expect(sizes()).toEqual([1, 1]);
      const plan = await planOf();
      expect(plan.flatMap((node) => node['Index Name'] ?? [])).toEqual([index]);
    }
  });

  it('counts a department by its index', async () => {
    expect(await users.count([department])).toBe(ROWS / 20);
    expect((await planOf()).flatMap((node) => node['Index Name'] ?? [])).toEqual(['department_idx']);
  });

  it('opens one connection for what comes one after the other', async () => {
    await users.getById(id);
    await users.list({ limit: 1 });
    expect(pools.statistics().map(({ created }) => created)).toEqual([1]);
  });
});
