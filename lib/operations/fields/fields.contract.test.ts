import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFieldFixture, type FieldFixture } from '@/lib/fields/testing/field-fixture';
import type { Role } from '@/lib/model/admin';
import { callAs, principalOf } from '@/lib/testing/test-runtime';
import { runOperation } from '../pipeline';
import { operations } from '../registry';

let f: FieldFixture;
beforeAll(async () => {
  f = await openFieldFixture();
  await f.tenant('acme');
});
afterAll(() => f?.close());

const as = (role: Role) => callAs(principalOf(role, role === 'tenant-admin' ? ['acme'] : null));
const plan = (role: Role, ...changes: unknown[]) => runOperation(operations.fields.plan, { slug: 'acme', changes }, as(role), f.runtime);
const apply = (role: Role, input: object) => runOperation(operations.fields.apply, { slug: 'acme', ...input }, as(role), f.runtime);

describe('fields by operations', () => {
  it('are planned by a viewer, applied by a tenant’s admin, and listed; what changed is in the audit', async () => {
    const { planId, hash } = await plan('viewer', { op: 'add', name: 'department', type: 'text', indexed: true });
    await expect(apply('viewer', { planId, hash })).rejects.toMatchObject({ code: 'forbidden' });
    const { runId } = await apply('tenant-admin', { planId, hash });
    expect(await apply('owner', { planId, hash })).toEqual({ runId });
    expect(await f.finish(runId)).toMatchObject({ status: 'succeeded', tenant: 'acme' });
    const list = await runOperation(operations.fields.list, { slug: 'acme' }, as('viewer'), f.runtime);
    expect(list.items).toMatchObject([{ name: 'department', column: 'department', state: 'active', indexed: true }]);
    const { items } = await f.runtime.records.audit.list({ limit: 10, tenant: 'acme', action: 'fields.apply' });
    expect(items.some((event) => event.outcome === 'success' && event.changes.some((change) => change.path === 'fields.department'))).toBe(true);
  });

  it('are not destroyed by a tenant’s admin, nor by an owner without a word', async () => {
    const [field] = (await runOperation(operations.fields.list, { slug: 'acme' }, as('owner'), f.runtime)).items;
    const { planId, hash, confirm } = await plan('tenant-admin', { op: 'drop', id: field?.id });
    await expect(apply('tenant-admin', { planId, hash, confirm })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(apply('owner', { planId, hash })).rejects.toMatchObject({ code: 'confirmation_required', issues: [{ params: { field: 'department' } }] });
    await expect(apply('owner', { planId, hash: 'another', confirm })).rejects.toMatchObject({ code: 'plan_stale' });
    await expect(apply('owner', { planId: crypto.randomUUID(), hash, confirm })).rejects.toMatchObject({ code: 'not_found' });
    expect(await f.finish((await apply('owner', { planId, hash, confirm })).runId)).toMatchObject({ status: 'succeeded' });
  });

  it('are refused with the place of what is wrong', async () => {
    for (const [change, path] of [
      [{ op: 'add', name: 'select', type: 'text' }, 'changes.0.name'],
      [{ op: 'add', name: 'x', type: 'select' }, 'changes.0.validation.options'],
      [{ op: 'add', name: 'x', type: 'text', validation: { surprise: 1 } }, 'changes.0.validation'],
    ] as const) {
      await expect(plan('owner', change), path).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path }] });
    }
  });
});
