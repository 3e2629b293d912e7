import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANONYMOUS } from '@/lib/auth/principal';
import type { AuditEvent } from '@/lib/model/audit';
import type { AuditIntent } from '@/lib/records/ports';
import { callAs, openTestRuntime, principalOf, type TestRuntime } from '@/lib/testing/test-runtime';
import { runOperation } from '../pipeline';
import { operations } from '../registry';

const owner = principalOf('owner');
const acmeAdmin = principalOf('tenant-admin', ['acme']);
let runtime: TestRuntime;
beforeAll(async () => {
  runtime = await openTestRuntime();
  for (const slug of ['acme', 'beta']) await runOperation(operations.tenants.create, { slug, name: slug, database: null }, callAs(owner), runtime);
});
afterAll(() => runtime?.dispose());

async function write(over: Partial<AuditIntent>, outcome: boolean | null | 'open' = true): Promise<string> {
  const { id } = await runtime.records.audit.intent({ actor: { type: 'admin', id: 'ada-id', name: 'Ada' }, door: 'rest', action: 'users.update', target: { type: 'user', id: 'u1', tenant: 'acme' }, changes: [], ip: '192.0.2.7', ...over });
  if (outcome !== 'open') await runtime.records.audit.outcome(id, outcome ? { success: true } : { success: outcome, error: 'conflict' });
  return id;
}

type Filter = Parameters<typeof list>[0];
async function list(input: Record<string, unknown>, as = owner): Promise<AuditEvent[]> {
  const found: AuditEvent[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await runOperation(operations.audit.list, { limit: 2, ...input, cursor }, callAs(as), runtime);
    found.push(...page.items);
    if (page.nextCursor === null) return found;
    cursor = page.nextCursor;
  }
}
const idsOf = async (filter: Filter, as = owner) => (await list(filter, as)).map(({ id }) => id);

async function fileOf(input: Record<string, unknown>, as = owner): Promise<string> {
  const { body } = await runOperation(operations.audit.export, input, callAs(as), runtime);
  return Buffer.from(await new Response(body).arrayBuffer()).toString('utf8');
}

describe('the audit', () => {
  it('is narrowed by who, action, target, tenant, outcome, door, time and text, page by page', async () => {
    const failed = await write({ actor: { type: 'admin', id: 'grace-id', name: 'Grace' } }, false);
    const unknown = await write({ door: 'cli', target: { type: 'role', id: 'u1', tenant: 'beta' } }, null);
    const open = await write({ action: 'roles.update', target: { type: 'role', id: '100%_sure', tenant: 'beta' } }, 'open');
    const told = await write({ changes: [{ path: 'department', before: 'Lab', after: 'Motor works' }] });
    expect(await idsOf({ actor: 'Grace' })).toEqual([failed]);
    expect(await idsOf({ actor: 'grace-id', outcome: 'failure' })).toEqual([failed]);
    expect(await idsOf({ outcome: 'unknown' })).toEqual([unknown]);
    expect(await idsOf({ outcome: 'open' })).toEqual([open]);
    expect(await idsOf({ door: 'cli' })).toEqual([unknown]);
    expect(await idsOf({ action: 'roles.update' })).toEqual([open]);
    expect(await idsOf({ target: 'role' })).toEqual([open, unknown]);
    expect(await idsOf({ target: 'u1' })).toEqual([told, unknown, failed]);
    expect(await idsOf({ target: 'user/u1' })).toEqual([told, failed]);
    expect(await idsOf({ q: 'mOTOR w' })).toEqual([told]);
    expect(await idsOf({ q: '100%_' })).toEqual([open]);
    expect(await idsOf({ q: '%' })).toEqual([open]);
    expect(await idsOf({ q: '192.0.2', target: 'role/u1' })).toEqual([unknown]);
    expect((await list({ tenant: 'beta' })).map(({ target }) => target.tenant)).toEqual(['beta', 'beta', 'beta']);
    const { at = '' } = (await list({ target: 'user/u1' })).find(({ id }) => id === told) ?? {};
    expect(await idsOf({ from: at })).toContain(told);
    expect(await idsOf({ to: at })).not.toContain(told);
  });

  it('is exported as the list is narrowed: CSV that no spreadsheet runs, and NDJSON', async () => {
    const id = await write({ actor: { type: 'admin', id: 'x', name: '=HYPERLINK("http://evil")' }, action: 'scopes.update', changes: [{ path: 'name', before: null, after: 'a "quoted", word' }] });
    const csv = await fileOf({ action: 'scopes.update', bom: true });
    expect(csv.startsWith('\uFEFF')).toBe(true);
    const rows: Record<string, string>[] = parse(csv, { columns: true, bom: true });
    expect(rows).toMatchObject([{ id, actorName: `'=HYPERLINK("http://evil")`, tenant: 'acme', outcome: 'success', changes: '[{"path":"name","before":null,"after":"a \\"quoted\\", word"}]' }]);
    expect((await fileOf({ action: 'scopes.update', format: 'ndjson' })).trim().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual(await list({ action: 'scopes.update' }));
    const [told] = await list({ action: 'audit.export' });
    expect(told).toMatchObject({ outcome: 'success', target: { type: 'audit', id: 'all' }, changes: expect.arrayContaining([{ path: 'rows', before: null, after: 1 }, { path: 'filter.action', before: null, after: 'scopes.update' }]) as unknown });
  });

  it('is told in parts, and a reader who goes away is noted', async () => {
    for (let n = 0; n < 600; n += 1) await write({ action: 'roles.create', target: { type: 'role', id: `r${n}`, tenant: 'beta' } }, 'open');
    expect((await fileOf({ action: 'roles.create', format: 'ndjson' })).trim().split('\n')).toHaveLength(600);
    const { body } = await runOperation(operations.audit.export, { action: 'roles.create', format: 'ndjson' }, callAs(owner), runtime);
    const reader = body.getReader();
    await reader.read();
    await reader.cancel();
    const [told] = await list({ action: 'audit.export' });
    expect(told).toMatchObject({ outcome: 'failure', error: 'interrupted', changes: expect.arrayContaining([{ path: 'rows', before: null, after: 500 }]) as unknown });
  });
});

describe('a tenant’s admin', () => {
  it('reads what was done to its own tenants, and cannot tell that there is more', async () => {
    await write({ target: { type: 'user', id: 'secret-of-beta', tenant: 'beta' } });
    await write({ target: { type: 'server', id: 'secret-of-beta' } });
    const mine = await list({}, acmeAdmin);
    expect(mine.length).toBeGreaterThan(2);
    expect(new Set(mine.map(({ target }) => target.tenant))).toEqual(new Set(['acme']));
    for (const filter of [{ q: 'secret-of-beta' }, { tenant: 'beta' }, { target: 'secret-of-beta' }, { target: 'user/secret-of-beta' }, { q: 'beta' }, { action: 'audit.export' }]) expect(await list(filter, acmeAdmin), JSON.stringify(filter)).toEqual([]);
  });

  it('exports no more than that, in either format', async () => {
    for (const format of ['csv', 'ndjson']) {
      const file = await fileOf({ format }, acmeAdmin);
      expect(file).toContain('acme');
      expect(file).not.toContain('beta');
      expect(await fileOf({ format, q: 'secret-of-beta' }, acmeAdmin)).not.toContain('beta');
    }
    await expect(fileOf({ tenant: 'beta' }, acmeAdmin)).rejects.toMatchObject({ code: 'tenant_not_found' });
    expect((await list({ tenant: 'beta', action: 'audit.export' })).filter(({ actor }) => actor.id === acmeAdmin.id)).toEqual([]);
    await expect(fileOf({}, ANONYMOUS)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
