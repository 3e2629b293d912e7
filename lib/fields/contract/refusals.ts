import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import { restCaller } from '@/lib/doors/testing/rest-fixture';
import { applyPlan } from '../apply/apply-plan';
import { makePlan } from '../make-plan';
import type { FieldEngine } from '../testing/field-engines';
import { parse, type FieldFixture } from '../testing/field-fixture';

const ADD = (name: string) => [{ op: 'add', name, type: 'text' }];

/** Plans that do not go, each with its code; and the way of a plan over REST. */
export function refusalsContract(fixture: () => FieldFixture, { handRetype }: FieldEngine): void {
  describe('a plan', () => {
    const apply = (slug: string, plan: { planId: string; hash: string; confirm?: string[] }) => applyPlan(fixture().runtime, slug, plan, true);
    const planned = (slug: string, changes: unknown[]) => makePlan(fixture().runtime, slug, parse(changes));

    it('is stale once definitions or table moved on, also by hand, and not by rows', async () => {
      const f = fixture();
      const { table } = await f.tenant('stale');
      await f.change('stale', [{ op: 'add', name: 'n', type: 'integer' }]);
      const moves: [string, () => Promise<unknown>][] = [
        ['a column by hand', () => f.sql(`ALTER TABLE ${table} ADD COLUMN by_hand int`)],
        ['a column less by hand', () => f.sql(`ALTER TABLE ${table} DROP COLUMN by_hand`)],
        ['another type by hand', () => f.sql(handRetype(table, 'n'))],
        ['definitions', () => f.runtime.store.config.fields('stale').change('*', (fields) => fields.map((field) => ({ ...field, label: 'other' })))],
      ];
      for (const [what, move] of moves) {
        const plan = await planned('stale', ADD('x'));
        await move();
        await expect(apply('stale', plan), what).rejects.toMatchObject({ code: 'plan_stale' });
      }
      const plan = await planned('stale', ADD('x'));
      await f.sql(`INSERT INTO ${table} (email) VALUES ('a@x.test')`);
      expect(await f.finish((await apply('stale', plan)).runId)).toMatchObject({ status: 'succeeded' });
    });

    it('is applied once, however often it is asked for, and of two only one goes', async () => {
      const f = fixture();
      await f.tenant('twice');
      const [one, two] = [await planned('twice', ADD('a')), await planned('twice', ADD('b'))];
      const same = await Promise.all([apply('twice', one), apply('twice', one), apply('twice', one)]);
      expect(new Set(same.map((answer) => answer.runId)).size).toBe(1);
      await expect(apply('twice', two)).rejects.toMatchObject({ code: 'invalid_state' });
      expect(await f.finish(same[0].runId)).toMatchObject({ status: 'succeeded' });
      expect(await apply('twice', one)).toMatchObject({ runId: same[0].runId });
      await expect(apply('twice', two)).rejects.toMatchObject({ code: 'plan_stale' });
      await expect(apply('twice', { ...two, planId: crypto.randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
    });

    it('is kept for a day and no longer', async () => {
      await fixture().tenant('day');
      const plan = await planned('day', ADD('a'));
      const hours = (Date.parse(plan.expiresAt) - Date.now()) / 3_600_000;
      expect(hours).toBeGreaterThan(23.9);
      expect(hours).toBeLessThanOrEqual(24);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(plan.expiresAt) + 1 });
      try {
        await expect(apply('day', plan)).rejects.toMatchObject({ code: 'plan_stale' });
      } finally {
        vi.useRealTimers();
      }
    });

    it('waits for words where data goes, and does not go while something stands in its way', async () => {
      const f = fixture();
      const { table } = await f.tenant('confirm');
      await f.change('confirm', [{ op: 'add', name: 'x', type: 'text' }]);
      await f.sql(`INSERT INTO ${table} (email, x) VALUES ('a@x.test', 'same'), ('b@x.test', 'same'), ('c@x.test', NULL)`);
      const [field] = (await f.runtime.store.config.fields('confirm').list()).fields;
      const blocked = await planned('confirm', [{ op: 'alter', id: field?.id, unique: true, required: true }]);
      expect(blocked.blockers.map(({ code, count, samples }) => [code, count, samples])).toEqual([['nulls', 1, []], ['duplicates', 1, ['same']]]);
      await expect(apply('confirm', blocked)).rejects.toMatchObject({ code: 'plan_blocked', issues: [{ path: 'x', message: 'fieldHasNulls' }, { path: 'x', message: 'fieldHasDuplicates' }] });
      const drop = await planned('confirm', [{ op: 'drop', id: field?.id }]);
      for (const confirm of [undefined, [], ['X'], ['x ']]) await expect(apply('confirm', { ...drop, confirm })).rejects.toMatchObject({ code: 'confirmation_required', issues: [{ path: 'confirm', params: { field: 'x' } }] });
      expect(await f.finish((await apply('confirm', { ...drop, confirm: ['x'] })).runId)).toMatchObject({ status: 'succeeded' });
    });
  });

  describe('over REST', () => {
    let call: ReturnType<typeof restCaller>;
    beforeAll(async () => {
      call = restCaller(fixture().runtime, (await createApiToken(fixture().runtime.records, { name: 'owner', role: 'owner', tenants: [], createdBy: 'test', expiresAt: null })).secret);
    });

    it('fields are planned, applied, watched until they are done, listed and used', async () => {
      const f = fixture();
      await f.tenant('rest');
      const plan = await call('POST', '/tenants/rest/fields/plan', { changes: [{ op: 'add', name: 'department', type: 'text', indexed: true }, { op: 'add', name: 'badge', type: 'integer', unique: true }] });
      expect(plan).toMatchObject({ status: 200, json: { blockers: [], destroysData: false } });
      const { planId, hash } = plan.json as unknown as { planId: string; hash: string };
      const applied = await call('POST', '/tenants/rest/fields/apply', { planId, hash });
      const { runId } = applied.json as unknown as { runId: string };
      expect(applied.status).toBe(202);
      expect(applied.headers.get('location')).toBe(`/api/v1/runs/${runId}`);
      await f.finish(runId);
      expect(await call('GET', `/runs/${runId}`)).toMatchObject({ status: 200, json: { kind: 'tenant.fields', status: 'succeeded', progress: { failed: 0 } } });
      const list = await call('GET', '/tenants/rest/fields');
      expect(list.json).toMatchObject({ drift: [], items: [{ name: 'department', state: 'active', column: 'department' }, { name: 'badge', state: 'active', unique: true }] });
      expect((await call('POST', '/tenants/rest/users', { email: 'a@x.test', customFields: { department: 'IT', badge: 7 } })).status).toBe(201);
      expect(await call('POST', '/tenants/rest/users', { email: 'b@x.test', customFields: { badge: 7 } })).toMatchObject({ status: 409 });
      const found = await call('GET', '/tenants/rest/users?filter[department]=IT');
      expect(found.json.items).toMatchObject([{ email: 'a@x.test', customFields: { department: 'IT', badge: 7 } }]);
      expect(found.json['warnings'] ?? []).toEqual([]);
      expect(await call('POST', '/tenants/rest/fields/apply', { planId, hash: 'other' })).toMatchObject({ status: 202 });
      expect(await call('POST', '/tenants/rest/fields/apply', { planId: crypto.randomUUID(), hash })).toMatchObject({ status: 404, json: { code: 'not_found' } });
    });
  });
}
