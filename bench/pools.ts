import { performance } from 'node:perf_hooks';
import { Pool } from 'pg';
import { interleave } from './interleave';
import { quantile, tellFigures, type Figure } from './figures';
import { report } from './report';
import { usersFixture, type BenchTenant, type UsersFixture } from './users-fixture';

const SCHEMAS = 6;
const DATABASES = 4;
const CALLERS = [10, 50, 200, 800];
const PER_CALLER = 10;
const BARE = 'pg.Pool, prepared';

/** What waiting for a connection costs at several loads with the budget held, and what the pools cost beside a bare `pg.Pool`. */
export async function run(): Promise<void> {
  const fixture = await usersFixture();
  try {
    const tenants: BenchTenant[] = [];
    for (let n = 0; n < SCHEMAS; n += 1) tenants.push(await fixture.add(`schema-${n}`, 'schema'));
    for (let n = 0; n < DATABASES; n += 1) tenants.push(await fixture.add(`database-${n}`, 'database'));
    await besideBare(fixture, tenants[SCHEMAS]!);
    await underLoad(fixture, tenants);
  } finally {
    await fixture.dispose();
  }
}

/** One statement by one caller, as the tenant's own user on both sides. */
async function besideBare({ server, runtime }: UsersFixture, tenant: BenchTenant): Promise<void> {
  const { users } = await runtime.store.forTenant(tenant.slug);
  const { id } = await users.create({ email: 'bench@example.com' });
  const bare = new Pool({ host: server.host, port: server.port, user: tenant.role, password: tenant.password ?? '', database: tenant.database, max: 5 });
  try {
    const measured = await interleave(
      [
        { name: BARE, run: () => bare.query({ name: 'by-id', text: `SELECT * FROM "${tenant.schema}".app_user WHERE id = $1`, values: [id] }) },
        { name: "the store's pools", run: () => users.getById(id) },
      ],
      { rounds: 40, perRound: 50, warmUp: 200 },
    );
    await report('pools-overhead', measured, { statement: 'one user by id, one caller' });
  } finally {
    await bare.end();
  }
}

async function underLoad({ runtime }: UsersFixture, tenants: readonly BenchTenant[]): Promise<void> {
  const access = await Promise.all(tenants.map(({ slug }) => runtime.store.forTenant(slug)));
  const figures: Figure[] = [];
  for (const callers of CALLERS) {
    const times: number[] = [];
    let refused = 0;
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, runtime.store.poolTotals()[0]?.open ?? 0)), 1);
    await Promise.all(
      Array.from({ length: callers }, async (_, caller) => {
        for (let n = 0; n < PER_CALLER; n += 1) {
          const startedAt = performance.now();
          await access[(caller + n) % access.length]!.users.count().catch(() => (refused += 1));
          times.push(performance.now() - startedAt);
        }
      }),
    );
    clearInterval(watch);
    const of = `${callers} callers`;
    figures.push({ name: `${of}: p50`, value: quantile(times, 0.5), unit: 'ms' }, { name: `${of}: p99`, value: quantile(times, 0.99), unit: 'ms' });
    figures.push({ name: `${of}: most connections`, value: most, unit: '', goal: runtime.store.poolTotals()[0]?.budget ?? 0 }, { name: `${of}: refused`, value: refused, unit: '' });
  }
  await tellFigures('pools', figures, { tenants: tenants.length, statementsPerCaller: PER_CALLER, budget: runtime.store.poolTotals()[0]?.budget ?? 0 });
}
