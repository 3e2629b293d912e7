import type { RestClient } from '../support/rest';

const PASSWORD = 'correct horse battery 9';
const TENANT = '/tenants/globex';
/** What an authorization server would have told: who came from where, with what. */
const VISITS = [
  { client: 'web-shop', device: 'Firefox on Linux', ip: '198.51.100.23', scopes: ['openid', 'email', 'offline_access'] },
  { client: 'customer-portal', device: 'Safari on macOS', ip: '203.0.113.77', scopes: ['openid'] },
  { client: 'warehouse', device: 'Warehouse scanner 3', ip: '2001:db8:85a3::8a2e:370:7334', scopes: ['openid', 'offline_access'] },
  { client: 'web-shop', device: 'Chrome on Windows', ip: '192.0.2.4', scopes: ['openid', 'email'] },
] as const;
const ROLES = [
  { name: 'shopper', description: 'Buys, and sees their own invoices', permissions: ['invoices:read', 'profile:read', 'profile:write'], parent: 'member' },
  { name: 'billing', description: 'Reads and pays invoices', permissions: ['invoices:pay', 'invoices:export'], parent: 'shopper' },
  { name: 'warehouse-lead', description: 'Runs the scanners of one site', permissions: ['stock:read', 'stock:write', 'jobs:run'], parent: 'member' },
  { name: 'auditor', description: 'Reads everything, changes nothing', permissions: ['invoices:read', 'stock:read', 'audit:read'] },
] as const;

/** Roles and who has them, sessions with their tokens, a locked and a disabled user; of the tenant that has users. */
export async function seedAccounts(rest: RestClient): Promise<void> {
  const ok = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
    const { status, json } = await rest(method, path, body, headers);
    if (status >= 400) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
    return json;
  };
  const { items } = (await ok('GET', `${TENANT}/users?sort=name`)) as { items: { id: string; email: string }[] };
  for (const role of ROLES) await ok('POST', `${TENANT}/roles`, role);
  for (const [index, { id }] of items.entries()) await ok('PUT', `${TENANT}/users/${id}/roles`, { roles: [ROLES[index % 3]?.name] }, { 'if-match': '*' });
  const { token } = await ok('POST', '/tokens', { name: 'Authorization server', role: 'runtime', tenants: ['globex'] });
  const asServer = (path: string, body: object) => ok('POST', `${TENANT}/runtime/${path}`, body, { authorization: `Bearer ${String(token)}` });
  for (const [index, { id, email }] of items.slice(0, 6).entries()) {
    await ok('POST', `${TENANT}/users/${id}/password`, { password: PASSWORD });
    for (const visit of VISITS.slice(0, 1 + (index % VISITS.length))) {
      const from = { userId: id, clientId: visit.client, ip: visit.ip, device: visit.device };
      await asServer('verify-password', { email, password: PASSWORD, clientId: visit.client, ip: visit.ip });
      const { session } = (await asServer('sessions', { ...from, amr: ['pwd'] })) as { session: { id: string } };
      if ((visit.scopes as readonly string[]).includes('offline_access')) await asServer('refresh-tokens', { userId: id, clientId: visit.client, sessionId: session.id, scopes: visit.scopes });
      await asServer('consents', { userId: id, clientId: visit.client, scopes: visit.scopes });
    }
  }
  const [, , locked, gone] = items;
  for (let attempt = 0; attempt < 12; attempt += 1) await asServer('verify-password', { email: locked?.email, password: 'not this one', ip: '198.51.100.66' });
  await ok('POST', `${TENANT}/users/${String(gone?.id)}/disable`, { reason: 'Left the company' });
}
