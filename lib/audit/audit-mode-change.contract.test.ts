import { expect, it, onTestFinished } from 'vitest';
import { runOperation } from '@/lib/operations/pipeline';
import { operations } from '@/lib/operations/registry';
import { callAs, openTestRuntime, principalOf } from '@/lib/testing/test-runtime';
import { auditModeAtStart, MODE_ACTION } from './audit-mode-change';

it('the first server and the last one change the mode, by whom is audited; so is another environment', async () => {
  const runtime = await openTestRuntime();
  onTestFinished(() => runtime.dispose());
  const owner = principalOf('owner');
  const events = async () => (await runtime.records.audit.list({ limit: 10, action: MODE_ACTION })).items.map(({ actor, changes, outcome }) => [actor.id, changes[0]?.before, changes[0]?.after, outcome]);
  const server = (name: string) => runOperation(operations.servers.create, { name, driver: 'postgres', host: '127.0.0.1', port: 5432, database: 'tenants', username: 'u', password: 'p' }, callAs(owner), runtime);
  const first = await server('first');
  const second = await server('second');
  for (const { id } of [second, first]) await runOperation(operations.servers.delete, { id }, callAs(owner, { ifMatch: '*' }), runtime).catch(() => undefined);
  expect((await events()).at(-1)).toEqual([owner.id, 'fs_only', 'fs_tenant_db', 'success']);
  const audited = (await events()).length;
  const last = (await events())[0]?.[2];
  expect(last).toBe(await runtime.store.mode());
  await auditModeAtStart(runtime);
  expect(await events()).toHaveLength(audited);
  const store = { ...runtime.store, mode: () => Promise.resolve('full_db' as const) };
  await auditModeAtStart({ records: runtime.records, store });
  expect((await events())[0]).toEqual(['system', last, 'full_db', 'success']);
});
