import pg from 'pg';
import type { PostgresServer } from '@/lib/embedded-postgres';
import type { RestClient } from '../support/rest';

/**
 * Admins of several roles, some whose link is open and one who is disabled; tokens in several states.
 * @returns path of an invitation that is open
 */
export async function seedPeople(rest: RestClient): Promise<string> {
  const invite = (email: string, name: string, role: string, tenants: string[] = []) => rest('POST', '/admins', { email, name, role, tenants });
  const open = await invite('grace.hopper@example.com', 'Grace Hopper', 'operator');
  await invite('joao.gomes@example.com', 'João Gomes', 'viewer');
  await invite('maria.fernandez@example.com', 'María Fernández', 'tenant-admin', ['globex', 'initech']);
  const away = await invite('linus.berg@example.com', 'Linus Berg', 'operator');
  await rest('POST', `/admins/${String(away.json['id'])}/disable`);
  const token = (body: object) => rest('POST', '/tokens', body);
  await token({ name: 'Terraform', role: 'operator', expiresInDays: 90 });
  await token({ name: 'Grafana exporter', role: 'viewer' });
  await token({ name: 'Sign-in service, Madrid', role: 'runtime', tenants: ['globex', 'stark-industries'], expiresInDays: 365 });
  const old = await token({ name: 'Migration of March', role: 'operator', expiresInDays: 7 });
  await rest('DELETE', `/tokens/${String(old.json['id'])}`);
  return (open.json['link'] as { path: string }).path;
}

/** Tenants on the extra server that are behind: one waits for somebody, one cannot be migrated, one differs from what was shipped. */
export async function seedMigrations(rest: RestClient, extra: PostgresServer): Promise<void> {
  const current = (await rest('GET', '/tenants/stark-industries')).json;
  await rest('PATCH', '/tenants/stark-industries', { settings: { ...(current['settings'] as object), migrationPolicy: 'manual' } }, { 'if-match': '*' });
  await setBack(rest, extra, 'stark-industries', { broken: false });
  await setBack(rest, extra, 'wonka-confections', { broken: true });
  // The first use applies what is pending, and fails.
  await rest('GET', '/tenants/wonka-confections/users');
  await inDatabase(extra, 'tenants', async (client) => {
    const { id, name } = await placeOf(rest, 'umbrella-health');
    await client.query(`COMMENT ON DATABASE "${name}" IS '${JSON.stringify({ product: 'tenantry', tenant: id, version: '0003', checksum: 'f'.repeat(64) })}'`);
  });
}

/** Takes the newest migration out of a tenant's ledger and mark; `broken` leaves its table, so that it cannot be made again. */
async function setBack(rest: RestClient, extra: PostgresServer, slug: string, { broken }: { broken: boolean }): Promise<void> {
  const { id, name } = await placeOf(rest, slug);
  await inDatabase(extra, 'tenants', async (client) => {
    await client.query(`DELETE FROM "${name}"._migrations WHERE version = (SELECT max(version) FROM "${name}"._migrations)`);
    const { rows } = await client.query<{ version: string; checksum: string }>(`SELECT version, checksum FROM "${name}"._migrations ORDER BY version DESC LIMIT 1`);
    if (!broken) await client.query(`DROP TABLE "${name}".mfa_attempt`);
    await client.query(`COMMENT ON SCHEMA "${name}" IS '${JSON.stringify({ product: 'tenantry', tenant: id, ...rows[0] })}'`);
  });
}

async function placeOf(rest: RestClient, slug: string): Promise<{ id: string; name: string }> {
  const { json } = await rest('GET', `/tenants/${slug}`);
  return { id: String(json['id']), name: String((json['database'] as { name: string }).name) };
}

async function inDatabase(server: PostgresServer, database: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: server.dsn(database) });
  await client.connect();
  await work(client).finally(() => client.end());
}
