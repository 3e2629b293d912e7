import { describe, expect, it } from 'vitest';
import { canonicalAddress, LIST_NAMES, listAddress, LISTS, type ListName } from './lists';

const AUDITED = { q: 'lab', cursor: 'WyJhIl0', actor: 'ana', action: 'tenants.create', target: 'user/7', outcome: 'failure', door: 'rest', from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00Z' };
/** For each list an address that it takes whole. */
const GOOD: Record<ListName, Record<string, string>> = {
  tenants: { q: 'acme', sort: '-createdAt', cursor: 'WyJhIl0', status: 'ACTIVE', databaseStatus: 'ERROR', serverId: 'embedded' },
  servers: { q: 'west' },
  users: { q: 'ana', sort: 'employee_id', cursor: 'WyJhIl0', filter: 'department.eq.I%26T;employee_id.gte.5' },
  clients: { q: 'shop', sort: '-lastUsedAt', cursor: 'WyJhIl0', kind: 'm2m' },
  scopes: { q: 'invoices', sort: 'name', cursor: 'WyJhIl0' },
  sessions: { cursor: 'WyJhIl0', status: 'active', userId: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', clientId: 'web' },
  refreshTokens: { cursor: 'WyJhIl0', status: 'revoked', userId: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', clientId: 'web' },
  runs: { cursor: 'WyJhIl0', status: 'failed', tenant: 'acme', kind: 'tenant.provision' },
  audit: { ...AUDITED, tenant: 'acme' },
  tenantAudit: AUDITED,
  admins: { q: 'grace', sort: '-lastSeenAt', cursor: 'WyJhIl0', role: 'tenant-admin', status: 'invited' },
  tokens: { q: 'deploy', sort: 'expiresAt', cursor: 'WyJhIl0', role: 'runtime', status: 'stopped' },
};
/** Values that no list takes, whatever the name. */
const HOSTILE: Record<string, unknown[]> = {
  q: ['', '   ', 'x'.repeat(201), ['a', 'b'], { a: 1 }, 7],
  sort: ['', '--name', 'name;drop table', '__proto__ x', '-', 'name,slug', ['name']],
  cursor: ['', 'a b', '../x', 'x'.repeat(501), ['x']],
  status: ['', 'NOPE', 'Active', '__proto__', ['ACTIVE']],
  role: ['', 'root', 'Owner', ['owner']],
  databaseStatus: ['DONE', ['READY']],
  serverId: ['', 'x'.repeat(65), {}],
  filter: ['', 'department', 'department.like.x', ';;;', '.eq.x', 'a.eq.', 'x'.repeat(2_001), ['a.eq.b']],
  tenant: ['', 'x'.repeat(65), []],
  kind: ['', 'x'.repeat(65)],
  userId: ['', 'x'.repeat(65), ['a']],
  clientId: ['x'.repeat(65), {}],
  actor: ['x'.repeat(321)],
  action: ['x'.repeat(65), null],
  target: ['x'.repeat(401), []],
  outcome: ['', 'done', ['open']],
  door: ['', 'window', {}],
  from: ['', '2026-03-01', 'yesterday', '2026-03-01T00:00:00', ['2026-03-01T00:00:00Z']],
  to: ['', '2026-03-01', 'now'],
};

describe.each(LIST_NAMES)('the address of %s', (list) => {
  it('is taken whole when it is good', () => expect(listAddress(list, GOOD[list])).toEqual(GOOD[list]));
  it('loses each hostile value, and nothing else', () => {
    for (const name of Object.keys(LISTS[list])) {
      for (const value of HOSTILE[name] ?? []) {
        const { [name]: _replaced, ...others } = GOOD[list];
        expect(listAddress(list, { ...GOOD[list], [name]: value }), `${name}=${JSON.stringify(value)}`).toEqual(others);
      }
    }
  });
  it('loses names it does not know', () => expect(listAddress(list, { ...GOOD[list], limit: '9999', constructor: 'x', __proto__: 'x', view: 'y', junk: '1' })).toEqual(GOOD[list]));
  it('is one text for equal states, without the page', () => {
    const { cursor: _page, ...state } = { cursor: '', ...GOOD[list] };
    const backwards = Object.fromEntries(Object.entries({ ...state, columns: 'b,a' }).reverse());
    const text = canonicalAddress(list, new URLSearchParams(backwards).toString());
    expect(text).toBe(canonicalAddress(list, { ...GOOD[list], columns: 'a,b', view: 'x' }));
    expect(canonicalAddress(list, text)).toBe(text);
    expect(new URLSearchParams(text).has('cursor')).toBe(false);
  });
});

describe('an address', () => {
  it('keeps of a filter the conditions that are some', () => {
    expect(listAddress('users', { filter: 'junk;department.eq.IT;x.nope.1' })).toEqual({ filter: 'department.eq.IT' });
  });
  it('is bounded in its columns', () => {
    for (const columns of ['a b', 'a,', ',', '<x>', 'x'.repeat(1_001)]) expect(canonicalAddress('servers', { columns }), columns).toBe('');
  });
});
