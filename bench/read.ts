import { Agent } from 'node:http';
import { Client } from 'pg';
import { createApiToken } from '@/lib/auth/tokens';
import { createRestHandler } from '@/lib/doors/rest/rest-handler';
import { get, overHttp, type HttpDoor } from './http-door';
import { interleave } from './interleave';
import { report } from './report';
import { usersFixture, type BenchTenant, type UsersFixture } from './users-fixture';

const USERS = 2_000;
const BARE = 'bare, prepared';
const BARE_IN_ROLE = "bare, the role's transaction pipelined";
const BARE_DATABASE = "bare, prepared, the tenant's login";
const COLUMNS = 'id, email, email_verified, status, name, given_name, family_name, picture, locale, language, metadata, disabled_at, disabled_reason, disabled_until, created_at, updated_at';

/** One user by id: bare `pg` with the same statement, `forTenant` in both isolations, and the REST door. */
export async function run(): Promise<void> {
  const fixture = await usersFixture();
  const clients: Client[] = [];
  const agent = new Agent({ keepAlive: true });
  let http: HttpDoor | null = null;
  try {
    const schema = await fixture.add('by-schema', 'schema');
    const database = await fixture.add('by-database', 'database');
    const ids = { schema: await fill(fixture, schema), database: await fill(fixture, database) };
    const bare = await connect(clients, fixture, schema.database);
    // As the tenant's own user, as the store does: the server's checks of a superuser are shorter.
    const own = await connect(clients, fixture, database.database, { user: database.role, password: database.password ?? '' });
    const { store } = fixture.runtime;
    const access = { schema: await store.forTenant(schema.slug), database: await store.forTenant(database.slug) };
    const { secret } = await createApiToken(fixture.runtime.records, { name: 'bench', role: 'owner', tenants: [], createdBy: 'bench', expiresAt: null });
    const rest = createRestHandler();
    const next = rotating();
    const path = () => `/api/v1/tenants/${schema.slug}/users/${next(ids.schema)}`;
    const headers = { authorization: `Bearer ${secret}` };
    http = await overHttp(rest, fixture.runtime);
    const { origin } = http;
    const measured = await interleave(
      [
        { name: BARE, run: () => bare.query({ name: 'by-id', text: select(schema), values: [next(ids.schema)] }) },
        { name: 'bare, unnamed', run: () => bare.query(select(schema), [next(ids.schema)]) },
        { name: BARE_IN_ROLE, run: () => inRole(bare, schema, next(ids.schema)) },
        { name: BARE_DATABASE, run: () => own.query({ name: 'by-id', text: select(database), values: [next(ids.database)] }) },
        { name: 'store, database (own login)', against: BARE_DATABASE, run: () => access.database.users.getById(next(ids.database)), goal: 1.2 },
        { name: 'store, schema', run: () => access.schema.users.getById(next(ids.schema)), goal: 1.4 },
        { name: "store, schema, by the role's transaction", against: BARE_IN_ROLE, run: () => access.schema.users.getById(next(ids.schema)) },
        { name: 'store, database, looked up each time', against: BARE_DATABASE, run: async () => (await store.forTenant(database.slug)).users.getById(next(ids.database)) },
        { name: 'store, schema, looked up each time', run: async () => (await store.forTenant(schema.slug)).users.getById(next(ids.schema)), goal: 1.4 },
        { name: 'REST, in process', run: async () => (await rest(new Request(`http://127.0.0.1${path()}`, { headers }), fixture.runtime)).text(), goal: 6 },
        { name: 'REST over HTTP, loopback', run: () => get(agent, origin, path(), headers), goal: 6 },
        { name: "Node's HTTP alone, loopback", run: () => get(agent, origin, '/', headers) },
      ],
      { rounds: 300, perRound: 9, warmUp: 1_500 },
    );
    await report('read', measured, { users: USERS });
  } finally {
    agent.destroy();
    await http?.close();
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

async function connect(clients: Client[], { server }: UsersFixture, database: string, login: { user: string; password: string } = { user: server.username, password: server.password }): Promise<Client> {
  const client = new Client({ host: server.host, port: server.port, database, ...login, pipeline: true });
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
