import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import { adminConfigSchema } from '@/lib/model/admin';
import type { AuditEvent } from '@/lib/model/audit';
import { runOperation } from '@/lib/operations/pipeline';
import { operations } from '@/lib/operations/registry';
import { hashPassword } from '@/lib/secrets/password';
import { callAs, openTestRuntime, principalOf, testMasterKey, type TestRuntime } from '@/lib/testing/test-runtime';
import { settleOpenIntents } from './settle-open-intents';
import type { DyingIds } from './testing/dying-calls';

const PASSWORD = 'correct horse battery';
const MOMENTS = ['intent', 'change', 'outcome'] as const;
type Moment = (typeof MOMENTS)[number];

/** What a look finds of each action, by the moment at which its process died. */
const FOUND: Record<string, Record<Moment, AuditEvent['outcome']>> = {
  'tenants.create': { intent: 'failure', change: 'success', outcome: 'success' },
  'tenants.update': { intent: 'failure', change: 'success', outcome: 'success' },
  'servers.delete': { intent: 'failure', change: 'success', outcome: 'success' },
  'tokens.create': { intent: 'failure', change: 'success', outcome: 'success' },
  'tokens.revoke': { intent: 'failure', change: 'success', outcome: 'success' },
  'scopes.create': { intent: 'failure', change: 'success', outcome: 'success' },
  'branding.save': { intent: 'failure', change: 'success', outcome: 'success' },
  'branding.publish': { intent: 'failure', change: 'success', outcome: 'success' },
  'me.changePassword': { intent: 'failure', change: 'success', outcome: 'success' },
  'me.enrolSecondFactor': { intent: 'failure', change: 'success', outcome: 'success' },
  'admins.update': { intent: 'failure', change: 'success', outcome: 'success' },
  'admins.invite': { intent: 'failure', change: 'success', outcome: 'success' },
  'admins.reset': { intent: 'failure', change: 'success', outcome: 'success' },
  // Sessions that end leave nothing on the admin.
  'admins.signOut': { intent: 'unknown', change: 'unknown', outcome: 'success' },
};
const ACTIONS = Object.keys(FOUND);

it('a process killed after the intent, the change or the outcome leaves a chain without a gap, and open events get the outcome that a look finds', async () => {
  const variables = { SECRETBOX_MASTER_KEY: testMasterKey() };
  const runtime = await openTestRuntime(variables);
  onTestFinished(() => runtime.dispose());
  const ids = await prepare(runtime);
  const { events } = await runtime.records.audit.verify();

  await killed({ ...variables, FS_ROOT: runtime.env.fsRoot }, ids);

  expect((await runtime.records.audit.verify()).events - events).toBe(ACTIONS.length * 4);
  expect((await runtime.records.audit.open(-1)).map(({ action }) => action)).toEqual([...ACTIONS, ...ACTIONS]);
  expect(await settleOpenIntents(runtime, -1)).toBe(ACTIONS.length * 2);
  for (const action of ACTIONS) {
    // Newest first: the last of the three is the one that died first.
    const { items } = await runtime.records.audit.list({ limit: 3, action });
    const found = Object.fromEntries(items.map(({ outcome }, index) => [[...MOMENTS].reverse()[index], outcome]));
    expect(found, action).toEqual(FOUND[action]);
  }
  expect(await runtime.records.audit.verify()).toMatchObject({ ok: true, events: events + ACTIONS.length * 6 });
  expect(await settleOpenIntents(runtime, -1)).toBe(0);
});

/** A tenant, a server, a token and three admins for each moment. */
async function prepare(runtime: TestRuntime): Promise<Record<string, DyingIds>> {
  const owner = callAs(principalOf('owner'));
  const server = { driver: 'postgres' as const, host: '127.0.0.1', port: 5432, database: 'tenants', username: 'u', password: 'p' };
  await runOperation(operations.servers.create, { ...server, name: 'stays', isDefault: true }, owner, runtime);
  const ids: Record<string, DyingIds> = {};
  const passwordHash = await hashPassword(PASSWORD);
  const at = new Date().toISOString();
  const admin = async (name: string) => (await runtime.store.config.admins.create(adminConfigSchema.parse({ id: randomUUID(), email: `${name}@example.com`, role: 'viewer', passwordHash, createdAt: at, updatedAt: at }))).id;
  for (const moment of MOMENTS) {
    await runOperation(operations.tenants.create, { slug: `of-${moment}`, name: 'One', database: null }, owner, runtime);
    const made = await runOperation(operations.servers.create, { ...server, name: moment }, owner, runtime);
    const { token } = await createApiToken(runtime.records, { name: 'old', role: 'viewer', tenants: [], createdBy: 'test', expiresAt: null });
    ids[moment] = { server: made.id, token: token.id, self: await admin(`self-${moment}`), other: await admin(`other-${moment}`), locked: await admin(`locked-${moment}`), password: PASSWORD };
  }
  return ids;
}

async function killed(variables: Record<string, string>, ids: object): Promise<void> {
  const env = { PATH: process.env.PATH, NODE_ENV: 'test', LOG_LEVEL: 'error', GLOBAL_DB_DSN: 'none', TENANT_DB_DSN: 'none', NEXTAUTH_SECRET: 'for tests only', ...variables } as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/audit/testing/dying-calls.ts', JSON.stringify(ids)], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const signal = await new Promise((resolve) => child.once('close', (_code, by) => resolve(by)));
  expect({ signal, said }).toEqual({ signal: 'SIGKILL', said: '' });
}
