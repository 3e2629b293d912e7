import { setTimeout as delay } from 'node:timers/promises';
import type { PostgresServer } from '@/lib/embedded-postgres';
import { untilDatabase, type RestClient } from '../support/rest';
import { seedAccounts } from './seed-accounts';

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
  await seedAccounts(rest);
  await seedBranding(rest);
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

const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 148 40"><circle cx="20" cy="20" r="18" fill="#0b7a5b"/><path d="M9 20h22M20 4c-11 10-11 22 0 32M20 4c11 10 11 22 0 32" fill="none" stroke="#fff" stroke-width="2.4"/><text x="46" y="28" font-family="sans-serif" font-size="24" font-weight="700" fill="INK">globex</text></svg>';
const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="18" fill="#0b7a5b"/><path d="M5 20h30M20 3c-11 10-11 24 0 34M20 3c11 10 11 24 0 34" fill="none" stroke="#fff" stroke-width="3"/></svg>';

/** A look that was published twice, and a draft under way. */
async function seedBranding(rest: RestClient): Promise<void> {
  const path = '/tenants/globex/branding';
  const upload = async (text: string) => String((await rest('POST', `${path}/images`, new TextEncoder().encode(text), { 'content-type': 'image/svg+xml' })).json['id']);
  const [logo, logoDark, favicon] = [await upload(LOGO.replace('INK', '#10201b')), await upload(LOGO.replace('INK', '#eaf4f0')), await upload(ICON)];
  const light = { background: '#eef5f2', surface: '#ffffff', text: '#10201b', muted: '#53655e', primary: '#0b7a5b', onPrimary: '#ffffff', link: '#0b6b50', border: '#cfdcd6', danger: '#b3261e' };
  const dark = { background: '#0c1512', surface: '#14211c', text: '#eaf4f0', muted: '#9fb3ab', primary: '#4fd0a5', onPrimary: '#06231a', link: '#74dcb8', border: '#2b3b35', danger: '#ff9a92' };
  const texts = { en: { signInTitle: 'Welcome back', signInSubtitle: 'Sign in with the account of your company.', footer: 'Globex Corporation · Cypress Creek' }, es: { signInTitle: 'Le damos la bienvenida', footer: 'Globex Corporation · Cypress Creek' }, pt: { signInTitle: 'Boas-vindas', footer: 'Globex Corporation · Cypress Creek' } };
  const publish = async (draft: object) => {
    await rest('PUT', path, { draft }, { 'if-match': '*' });
    await rest('POST', `${path}/publish`);
  };
  await publish({ light, dark });
  await publish({ light, dark, logo, logoDark, favicon, texts, radius: 10, privacyUrl: 'https://globex.example/privacy', termsUrl: 'https://globex.example/terms' });
  await rest('PUT', path, { draft: { light: { ...light, primary: '#0a6f8a', link: '#0a6480' }, dark, logo, logoDark, favicon, texts, radius: 14, privacyUrl: 'https://globex.example/privacy', termsUrl: 'https://globex.example/terms' } }, { 'if-match': '*' });
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
