import { setTimeout as delay } from 'node:timers/promises';
import type { PostgresServer } from '@/lib/embedded-postgres';
import { untilDatabase, type RestClient } from '../support/rest';

const NAMES = [
  'Acme Manufacturing', 'Globex', 'Initech', 'Umbrella Health', 'Hooli', 'Stark Industries', 'Wayne Enterprises', 'Wonka Confections', 'Cyberdyne Systems', 'Soylent Foods',
  'Universidad Nacional de Ingeniería', 'Compañía de Seguros del Pacífico Sur', 'Instituto Português de Oncologia do Porto', 'Banco São Bento', 'Clínica Doutor Álvaro Guimarães',
  'Northwind Traders', 'Contoso', 'Fabrikam', 'Tailspin Toys', 'Adventure Works', 'Wide World Importers', 'Litware', 'Proseware', 'Lucerne Publishing', 'Margie’s Travel',
];
const PROVISIONED = 9;
const FIELDS_MS = 30_000;

/** Realistic volume: many tenants in three languages, some provisioned, one waiting and one failed; three servers, one of them down. */
export async function seed(rest: RestClient, extra: PostgresServer): Promise<void> {
  const server = (name: string, port: number, over: Record<string, unknown> = {}) =>
    rest('POST', '/servers', { name, host: '127.0.0.1', port, database: 'tenants', username: extra.username, password: extra.password, region: 'eu-west-1', description: 'Second availability zone', ...over });
  const west = await server('eu-west-primary', extra.port);
  await server('sa-east-primary', 1, { region: 'sa-east-1' });
  const denied = await server('eu-west-restricted', extra.port, { password: 'changed by somebody', cordoned: false });
  for (let round = 0; round < 8; round += 1) {
    await Promise.all(
      NAMES.map((name, index) => {
        const label = round === 0 ? name : `${name} ${['Iberia', 'LatAm', 'Brasil', 'Nordics', 'Retail', 'Labs', 'Services'][round - 1] ?? ''}`;
        const provisioned = round === 0 && index < PROVISIONED;
        const isolation = index % 3 === 0 ? 'database' : 'schema';
        const database = provisioned ? (index % 2 ? { serverId: west.json['id'], isolation } : { isolation }) : null;
        return rest('POST', '/tenants', { slug: slugOf(label), name: label, language: index % 3 === 0 ? 'es' : index % 3 === 1 ? 'en' : 'pt', labels: { plan: index % 2 ? 'enterprise' : 'standard' }, database });
      }),
    );
  }
  await rest('POST', '/tenants', { slug: 'aurora-energia', name: 'Aurora Energia', database: { serverId: denied.json['id'] } });
  await untilDatabase(rest, 'aurora-energia', 'ERROR');
  await Promise.all(NAMES.slice(0, PROVISIONED).map((name) => untilDatabase(rest, slugOf(name), 'READY')));
  await seedUsers(rest);
  await seedClients(rest);
}

/** Clients of each kind, and scopes of the tenant's own that they use. */
async function seedClients(rest: RestClient): Promise<void> {
  const client = (body: object) => rest('POST', '/tenants/globex/clients', body);
  await rest('POST', '/tenants/globex/scopes', { name: 'invoices:read', displayName: 'Read your invoices', claims: ['department', 'email'], dependsOn: 'openid' });
  await rest('POST', '/tenants/globex/scopes', { name: 'jobs:run', displayName: 'Run jobs', claims: ['department'] });
  await client({ clientId: 'web-shop', name: 'Web shop', kind: 'web', type: 'confidential', redirectUris: ['https://shop.example.com/callback', 'https://staging.shop.example.com/callback'], scopes: ['openid', 'email', 'offline_access', 'invoices:read'] });
  await client({ clientId: 'customer-portal', name: 'Customer portal', kind: 'spa', type: 'public', redirectUris: ['https://portal.example.com/'] });
  await client({ clientId: 'warehouse', name: 'Warehouse scanner for iOS and Android', kind: 'native', type: 'public', redirectUris: ['com.example.warehouse:/callback', 'http://127.0.0.1/callback'] });
  await client({ clientId: 'nightly-export', name: 'Nightly export', kind: 'm2m', type: 'confidential', scopes: ['jobs:run'] });
}

/** Typed fields and users of one tenant. */
async function seedUsers(rest: RestClient): Promise<void> {
  const changes = [
    { op: 'add', name: 'department', type: 'text', indexed: true },
    { op: 'add', name: 'employee_id', type: 'integer', unique: true },
    { op: 'add', name: 'is_vip', type: 'boolean', default: false },
    { op: 'add', name: 'hired_on', type: 'date' },
  ];
  const plan = await rest('POST', '/tenants/globex/fields/plan', { changes });
  const run = await rest('POST', '/tenants/globex/fields/apply', { planId: plan.json['planId'], hash: plan.json['hash'] });
  for (const deadline = Date.now() + FIELDS_MS; (await rest('GET', `/runs/${String(run.json['runId'])}`)).json['status'] !== 'succeeded'; await delay(100)) {
    if (Date.now() > deadline) throw new Error('the fields were not applied');
  }
  const people = ['Ana María Quintero', 'João Pereira', 'Emily Carter', 'Luís Gonçalves', 'Sofía Hernández', 'Oliver Brown', 'Beatriz Almeida', 'Noah Williams', 'Valentina Ríos'];
  const departments = ['Engineering', 'Sales', 'Finance'];
  for (const [index, name] of people.entries()) {
    const customFields = { department: departments[index % departments.length], employee_id: 1000 + index, is_vip: index % 4 === 0, hired_on: `20${15 + index}-03-0${index + 1}` };
    await rest('POST', '/tenants/globex/users', { email: `${slugOf(name).replaceAll('-', '.')}@globex.example`, name, customFields });
  }
}

export function slugOf(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 63);
}
