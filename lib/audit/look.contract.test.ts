import { beforeAll, describe, expect, it, afterAll } from 'vitest';
import { adminConfigSchema } from '@/lib/model/admin';
import type { AuditEvent } from '@/lib/model/audit';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';
import { settleOpenIntents } from './settle-open-intents';

const ADMIN = '3b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11';
const ACTOR = { type: 'admin', id: 'test', name: 'test' } as const;

describe('an intent whose process ended', () => {
  let runtime: TestRuntime;
  beforeAll(async () => {
    runtime = await openTestRuntime();
    const at = new Date(Date.now() - 60_000).toISOString();
    await runtime.store.config.admins.create(adminConfigSchema.parse({ id: ADMIN, email: 'a@example.com', role: 'viewer', passwordHash: null, createdAt: at, updatedAt: at }));
  });
  afterAll(() => runtime.dispose());

  const settled = async (action: string, target: AuditEvent['target'], work: () => Promise<unknown> = () => Promise.resolve()) => {
    const { id } = await runtime.records.audit.intent({ actor: ACTOR, door: 'rest', action, target, changes: [], ip: null });
    await work();
    await settleOpenIntents(runtime, -1);
    const { items } = await runtime.records.audit.list({ limit: 1, action });
    expect(items[0]?.id).toBe(id);
    return items[0]?.outcome;
  };
  const admin = { type: 'admin', id: ADMIN };
  const touch = () => runtime.store.config.admins.update(ADMIN, '*', (now) => ({ ...now, updatedAt: new Date().toISOString() }));

  it('was not done where the target would be dated by it and is not, and done where it is', async () => {
    expect(await settled('admins.disable', admin)).toBe('failure');
    expect(await settled('admins.enable', admin, touch)).toBe('success');
  });

  it.each(['admins.signOut', 'admins.revokeSession', 'admins.reset', 'admins.removeSecondFactor', 'tenants.signOutEveryone'])('%s dates nothing: it cannot be told', async (action) => {
    expect(await settled(action, admin)).toBe('unknown');
  });

  it('is a session’s end where the session has ended', async () => {
    const { sessions } = runtime.records;
    const { id } = await sessions.create({ adminId: ADMIN, ttlMs: 60_000, ip: null, userAgent: null });
    const session = { type: 'session', id };
    expect(await settled('me.revokeSession', session)).toBe('failure');
    expect(await settled('me.revokeSession', session, () => sessions.revoke(id))).toBe('success');
  });
});
