import { Client } from 'pg';
import { createApiToken } from '@/lib/auth/tokens';
import { createRestHandler } from '@/lib/doors/rest/rest-handler';
import { interleave } from './interleave';
import { report } from './report';
import { usersFixture, type BenchTenant, type UsersFixture } from './users-fixture';

const USERS = 2_000;
const COLUMNS = 'id, email, email_verified, status, name, given_name, family_name, picture, locale, language, metadata, disabled_at, disabled_reason, disabled_until, created_at, updated_at';

/** One user by id: bare `pg` with the same statement, `forTenant` in both isolations, and the REST door. */
export async function run(): Promise<void> {
  const fixture = await usersFixture();
  const clients: Client[] = [];
  try {
    const schema = await fixture.add('by-schema', 'schema');
    const database = await fixture.add('by-database', 'database');
    const ids = { schema: await fill(fixture, schema), database: await fill(fixture, database) };
    const bare = await connect(clients, fixture, schema.database);
    const own = await connect(clients, fixture, database.database);
    const access = { schema: await fixture.runtime.store.forTenant(schema.slug), database: await fixture.runtime.store.forTenant(database.slug) };
    const { secret } = await createApiToken(fixture.runtime.records, { name: 'bench', role: 'owner', tenants: [], createdBy: 'bench', expiresAt: null });
    const rest = createRestHandler();
    const next = rotating();
    const measured = await interleave(
      [
        { name: 'bare pg, named prepared', run: () => bare.query({ name: 'by-id', text: select(schema), values: [next(ids.schema)] }) },
        { name: 'bare pg, unnamed', run: () => bare.query(select(schema), [next(ids.schema)]) },
        { name: "bare pg, role's transaction pipelined", run: () => inRole(bare, schema, next(ids.schema)) },
        { name: 'bare pg, database, named prepared', run: () => own.query({ name: 'by-id', text: select(database), values: [next(ids.database)] }) },
        { name: 'forTenant, database (own login)', run: () => access.database.users.getById(next(ids.database)), goal: 1.2 },
        { name: "forTenant, schema (role's transaction)", run: () => access.schema.users.getById(next(ids.schema)), goal: 1.4 },
        {
          name: 'forTenant looked up each time, schema',
          run: async () => (await fixture.runtime.store.forTenant(schema.slug)).users.getById(next(ids.schema)),
          goal: 1.4,
        },
        {
          name: 'REST door (in process, no socket)',
          run: async () => {
            const url = `http://127.0.0.1/api/v1/tenants/${schema.slug}/users/${next(ids.schema)}`;
            await (await rest(new Request(url, { headers: { authorization: `Bearer ${secret}` } }), fixture.runtime)).text();
          },
          goal: 6,
        },
      ],
      { rounds: 40, perRound: 100, warmUp: 200 },
    );
    await report('read', measured, { users: USERS });
  } finally {
    for (const client of clients) await client.end();
    await fixture.dispose();
  }
}

const select = ({ schema }: BenchTenant) => `SELECT ${COLUMNS} FROM "${schema}".app_user WHERE id = $1`;

/** The best that the driver alone does for a role of its own: three messages, one flush. */
async function inRole(client: Client, tenant: BenchTenant, id: string): Promise<unknown> {
  const { stream } = client.connection;
  stream.cork();
  const sent = [client.query(`BEGIN; SET LOCAL ROLE "${tenant.role}"`), client.query({ name: 'by-id', text: select(tenant), values: [id] }), client.query('COMMIT')];
  stream.uncork();
  return Promise.all(sent);
}

async function connect(clients: Client[], { server }: UsersFixture, database: string): Promise<Client> {
  const client = new Client({ connectionString: server.dsn(database), pipeline: true });
  clients.push(client);
  await client.connect();
  return client;
}

async function fill({ server }: UsersFixture, tenant: BenchTenant): Promise<string[]> {
  const client = new Client({ connectionString: server.dsn(tenant.database) });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO "${tenant.schema}".app_user (email, name) SELECT 'user' || n || '@example.com', 'User ' || n FROM generate_series(1, ${USERS}) n RETURNING id`,
    );
    await client.query(`ANALYZE "${tenant.schema}".app_user`);
    return rows.map((row) => row.id);
  } finally {
    await client.end();
  }
}

/** Every id in turn, so that no variant reads one row over and over. */
function rotating(): (ids: readonly string[]) => string {
  let at = 0;
  return (ids) => ids[(at += 7) % ids.length] ?? '';
}
