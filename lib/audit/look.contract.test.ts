import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { publishDraft, rollBack, saveDraft } from '@/lib/branding/branding';
import { addImage, removeImage } from '@/lib/branding/images';
import { createLink, linkPurpose } from '@/lib/admins/links';
import { withPassword } from '@/lib/admins/change-password';
import { renewRecoveryCodes } from '@/lib/auth/second-factor';
import { adminConfigSchema } from '@/lib/model/admin';
import type { AuditEvent } from '@/lib/model/audit';
import { DEFAULT_THEME, type ImageConfig } from '@/lib/model/branding';
import { operations } from '@/lib/operations/registry';
import { runOperation } from '@/lib/operations/pipeline';
import { provisioningRunKinds } from '@/lib/provisioning/run-kinds';
import { RunEngine } from '@/lib/runs';
import { describeStore } from '@/lib/store/contract/stores';
import { sampleTenant } from '@/lib/store/testing/fs-entities';
import { callAs, openTestRuntime, principalOf, type TestRuntime } from '@/lib/testing/test-runtime';
import { settleOpenIntents } from './settle-open-intents';

const ADMIN = '3b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11';
const ACTOR = { type: 'admin', id: 'test', name: 'test' } as const;

/** Writes an intent, does the work, settles, and answers what became of it. @param meanwhile what others did and told */
function settling(runtime: () => TestRuntime) {
  return async (action: string, target: AuditEvent['target'], work: () => Promise<unknown> = () => Promise.resolve(), meanwhile: readonly string[] = []) => {
    const { audit } = runtime().records;
    const { id } = await audit.intent({ actor: ACTOR, door: 'rest', action, target, changes: [], ip: null });
    await work();
    for (const other of meanwhile) await audit.outcome((await audit.intent({ actor: ACTOR, door: 'rest', action: other, target, changes: [], ip: null })).id, { success: true });
    await settleOpenIntents(runtime(), -1);
    const { items } = await audit.list({ limit: 50, action });
    return items.find((event) => event.id === id)?.outcome;
  };
}

describe('an intent whose process ended', () => {
  let runtime: TestRuntime;
  const settled = settling(() => runtime);
  beforeAll(async () => {
    runtime = await openTestRuntime();
    const at = new Date(Date.now() - 60_000).toISOString();
    await runtime.store.config.admins.create(adminConfigSchema.parse({ id: ADMIN, email: 'a@example.com', role: 'viewer', passwordHash: 'x', createdAt: at, updatedAt: at }));
  });
  afterAll(() => runtime.dispose());

  const admin = { type: 'admin', id: ADMIN };
  const edit = (change: Parameters<TestRuntime['store']['config']['admins']['update']>[2]) => runtime.store.config.admins.update(ADMIN, '*', change);
  const now = () => new Date().toISOString();
  const touch = () => edit((one) => ({ ...one, updatedAt: now() }));

  it('was not done where the target would be dated by it and is not, and done where it is', async () => {
    expect(await settled('admins.disable', admin)).toBe('failure');
    expect(await settled('admins.enable', admin, touch)).toBe('success');
    expect(await settled('admins.update', admin, touch, ['admins.disable'])).toBe('unknown');
    // What somebody else did meanwhile leaves its time elsewhere.
    expect(await settled('admins.update', admin, touch, ['admins.signOut'])).toBe('success');
  });

  it.each(['admins.signOut', 'admins.revokeSession', 'tenants.signOutEveryone'])('%s dates nothing: it cannot be told', async (action) => {
    expect(await settled(action, admin)).toBe('unknown');
  });

  it('of a password is told by when it was set', async () => {
    const change = () => edit((one) => withPassword(one, 'y'));
    expect(await settled('me.changePassword', admin, touch)).toBe('unknown');
    expect(await settled('me.changePassword', admin, change)).toBe('success');
    expect(await settled('me.changePassword', admin, touch)).toBe('failure');
    expect(await settled('me.changePassword', admin, change, ['invitations.accept'])).toBe('unknown');
    const somebody = { type: 'admin', id: 'invited' };
    expect(await settled('invitations.accept', somebody, touch)).toBe('failure');
    expect(await settled('invitations.accept', somebody, change)).toBe('success');
  });

  it('of a link is told by the last one that was made', async () => {
    const link = async () => createLink(runtime, (await runtime.store.config.admins.get(ADMIN))!);
    expect(await settled('admins.reset', admin)).toBe('failure');
    expect(await settled('admins.reset', admin, link)).toBe('success');
    expect(await settled('admins.reset', admin)).toBe('failure');
    expect(await settled('admins.reset', admin, () => runtime.records.oneTimeTokens.voidAll(linkPurpose(ADMIN)), ['admins.disable'])).toBe('unknown');
  });

  it('of a second factor is told by its own times', async () => {
    const begin = () => edit((one) => ({ ...one, totp: { secret: 's', createdAt: now(), confirmedAt: null, recoveryCodes: [] } }));
    const confirm = () => edit((one) => ({ ...one, totp: { ...one.totp!, confirmedAt: now(), recoveryCodesAt: now() } }));
    const remove = () => edit((one) => ({ ...one, totp: undefined, updatedAt: now() }));
    expect(await settled('me.enrolSecondFactor', admin)).toBe('failure');
    expect(await settled('me.enrolSecondFactor', admin, begin)).toBe('success');
    expect(await settled('me.confirmSecondFactor', admin)).toBe('failure');
    expect(await settled('me.confirmSecondFactor', admin, confirm)).toBe('success');
    expect(await settled('me.renewRecoveryCodes', admin)).toBe('failure');
    expect(await settled('me.renewRecoveryCodes', admin, () => renewRecoveryCodes({ config: runtime.store.config, records: runtime.records, secretbox: runtime.secretbox }, ADMIN))).toBe('success');
    expect(await settled('me.removeSecondFactor', admin)).toBe('failure');
    expect(await settled('me.confirmSecondFactor', admin, remove, ['admins.removeSecondFactor'])).toBe('unknown');
    await begin();
    expect(await settled('admins.removeSecondFactor', admin, remove)).toBe('success');
    // There was none, and nothing was done since.
    expect(await settled('admins.removeSecondFactor', admin)).toBe('unknown');
  });

  it('is a session’s end where the session has ended', async () => {
    const { sessions } = runtime.records;
    const { id } = await sessions.create({ adminId: ADMIN, ttlMs: 60_000, ip: null, userAgent: null });
    const session = { type: 'session', id };
    expect(await settled('me.revokeSession', session)).toBe('failure');
    expect(await settled('me.revokeSession', session, () => sessions.revoke(id))).toBe('success');
  });
});

describe('an intent on a tenant’s branding', () => {
  const SLUG = 'painted';
  const branding = { type: 'branding', id: SLUG, tenant: SLUG };
  let runtime: TestRuntime;
  const settled = settling(() => runtime);
  const config = () => runtime.store.config;
  const image = (letter: string): ImageConfig => ({ id: letter.repeat(32), type: 'image/png', width: 1, height: 1, bytes: 1, data: 'AA==', createdAt: new Date().toISOString() });
  const draft = (radius: number) => () => saveDraft(config(), SLUG, { ...DEFAULT_THEME, radius }, 'test', '*');
  const publish = () => publishDraft(config(), SLUG, 'test', '*');
  beforeAll(async () => {
    runtime = await openTestRuntime();
    await config().tenants.create(sampleTenant(SLUG));
  });
  afterAll(() => runtime.dispose());

  it('is told by the draft, the versions and the images that there are', async () => {
    expect(await settled('branding.save', branding)).toBe('failure');
    expect(await settled('branding.save', branding, draft(1))).toBe('success');
    expect(await settled('branding.save', branding, draft(1), ['branding.publish'])).toBe('success');
    expect(await settled('branding.save', branding, draft(1), ['branding.save'])).toBe('unknown');
    expect(await settled('branding.publish', branding)).toBe('failure');
    expect(await settled('branding.publish', branding, publish)).toBe('success');
    await draft(2)();
    await publish();
    expect(await settled('branding.rollBack', branding)).toBe('failure');
    expect(await settled('branding.rollBack', branding, () => rollBack(config(), SLUG, 1, 'test', '*'))).toBe('success');
    // The draft that said the same went with it.
    expect(await settled('branding.save', branding, () => Promise.resolve(), ['branding.rollBack'])).toBe('unknown');
    const upload = { type: 'image', id: SLUG, tenant: SLUG };
    expect(await settled('branding.addImage', upload)).toBe('failure');
    expect(await settled('branding.addImage', upload, () => addImage(config(), SLUG, image('a')))).toBe('success');
    // The same bytes would have been kept once.
    expect(await settled('branding.addImage', upload)).toBe('unknown');
    const first = { type: 'image', id: 'a'.repeat(32), tenant: SLUG };
    expect(await settled('branding.removeImage', first)).toBe('failure');
    expect(await settled('branding.removeImage', first, () => removeImage(config(), SLUG, first.id))).toBe('success');
  });
});

describeStore('sqlite')('an intent on a user’s password', () => {
  const SLUG = 'files';
  let folder: string;
  let runtime: TestRuntime;
  let engine: RunEngine;
  const settled = settling(() => runtime);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantry-look-'));
    runtime = await openTestRuntime({ SQLITE_ROOTS: folder });
    engine = new RunEngine({ records: runtime.records, kinds: provisioningRunKinds(runtime), log: runtime.log, pollMs: 50 });
    engine.start();
    const owner = callAs(principalOf('owner'));
    await runOperation(operations.servers.create, { name: 'files', driver: 'sqlite', directory: join(folder, 'tenants'), isDefault: true }, owner, runtime);
    await runOperation(operations.tenants.create, { slug: SLUG, name: 'Files' }, owner, runtime);
    await vi.waitFor(async () => expect((await runOperation(operations.provisioning.get, { slug: SLUG }, owner, runtime)).status).toBe('READY'), { timeout: 30_000, interval: 50 });
  });
  afterAll(async () => {
    await engine?.stop();
    await runtime?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('is told by when it was set, unless a mailed link may have set it', async () => {
    const { users, activity } = await runtime.store.forTenant(SLUG);
    const { id } = await users.create({ email: 'ada@example.com' });
    const target = { type: 'user', id, tenant: SLUG };
    const set = () => users.setPassword(id, { hash: 'x', temporary: false });
    expect(await settled('users.setPassword', target)).toBe('failure');
    expect(await settled('users.setPassword', target, set)).toBe('success');
    const reset = async () => {
      await set();
      await activity.record({ userId: id, kind: 'email_token', outcome: 'reset', clientId: null, ip: null, userAgent: null });
    };
    expect(await settled('users.setPassword', target, reset)).toBe('unknown');
  });
});
