import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restCaller, type RestFixture } from '@/lib/doors/testing/rest-fixture';
import { createApiToken } from '@/lib/auth/tokens';
import { tenantSettingsSchema } from '@/lib/model/tenant';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';

let runtime: TestRuntime;
let call: RestFixture['call'];
beforeAll(async () => {
  runtime = await openTestRuntime();
  const { secret } = await createApiToken(runtime.records, { name: 'owner', role: 'owner', tenants: [], createdBy: 'test', expiresAt: null });
  call = restCaller(runtime, secret);
  await call('POST', '/tenants', { slug: 'acme', name: 'Acme', database: null });
});
afterAll(() => runtime?.dispose());

const patch = (settings: unknown, ifMatch = '*') => call('PATCH', '/tenants/acme', { settings }, { headers: { 'if-match': ifMatch } });
const etagOf = async () => (await call('GET', '/tenants/acme')).headers.get('etag') ?? '';

describe('settings of a tenant', () => {
  it('change one by one; what is not named stays', async () => {
    const defaults = tenantSettingsSchema.parse({});
    expect((await call('GET', '/tenants/acme')).json['settings']).toEqual(defaults);
    const first = await patch({ security: { passwordMinLength: 14, mfaRequired: true }, sessionLifetimeSeconds: 3_600 });
    expect(first).toMatchObject({ status: 200, json: { settings: { ...defaults, sessionLifetimeSeconds: 3_600, security: { ...defaults.security, passwordMinLength: 14, mfaRequired: true } } } });
    const second = await patch({ security: { mfaRequired: false }, issuer: { override: 'https://id.acme.example/oidc' }, migrationPolicy: 'manual' });
    expect(second.json['settings']).toMatchObject({ sessionLifetimeSeconds: 3_600, migrationPolicy: 'manual', security: { passwordMinLength: 14, mfaRequired: false }, issuer: { mode: 'path', override: 'https://id.acme.example/oidc' } });
    expect((await patch({ issuer: { override: null } })).json['settings']).toMatchObject({ issuer: { override: null } });
    expect((await call('PATCH', '/tenants/acme', { displayName: 'Acme & Co.' }, { headers: { 'if-match': '*' } })).json['settings']).toMatchObject({ sessionLifetimeSeconds: 3_600 });
    expect(await readFile(join(runtime.env.fsRoot, 'tenants/acme/tenant.yaml'), 'utf8')).toContain('passwordMinLength: 14');
  });

  it.each([
    [{ sessionLifetimeSeconds: 299 }, 'settings.sessionLifetimeSeconds'],
    [{ refreshLifetimeSeconds: 31_536_001 }, 'settings.refreshLifetimeSeconds'],
    [{ security: { passwordMinLength: 7 } }, 'settings.security.passwordMinLength'],
    [{ security: { passwordClasses: 5 } }, 'settings.security.passwordClasses'],
    [{ security: { maxAttempts: 2 } }, 'settings.security.maxAttempts'],
    [{ security: { lockoutMinutes: 0 } }, 'settings.security.lockoutMinutes'],
    [{ security: { pasword: 1 } }, 'settings.security'],
    [{ issuer: { override: 'http://id.acme.example' } }, 'settings.issuer.override'],
    [{ issuer: { override: 'https://id.acme.example/?a=b' } }, 'settings.issuer.override'],
    [{ issuer: { override: 'https://id.acme.example/#' } }, 'settings.issuer.override'],
    [{ issuer: { override: 'https://good@evil.example' } }, 'settings.issuer.override'],
    [{ unknown: true }, 'settings'],
  ])('refuse %j at its field, and keep what was', async (settings, path) => {
    const before = await etagOf();
    const { status, json } = await patch(settings);
    expect({ status, paths: json.errors?.map((error) => error.path) }).toEqual({ status: 422, paths: [path] });
    expect(await etagOf()).toBe(before);
  });

  it('are lost to nobody: who read an older version is told', async () => {
    const seen = await etagOf();
    expect((await patch({ security: { maxAttempts: 7 } }, seen)).status).toBe(200);
    expect(await patch({ security: { maxAttempts: 9 } }, seen)).toMatchObject({ status: 412, json: { code: 'precondition_failed' } });
    expect(await call('PATCH', '/tenants/acme', { settings: {} })).toMatchObject({ status: 428, json: { code: 'precondition_required' } });
    expect((await patch({ security: { maxAttempts: 9 } }, await etagOf())).status).toBe(200);
    const [last, lost, first] = (await runtime.records.audit.list({ limit: 3, action: 'tenants.update' })).items;
    expect(last).toMatchObject({ outcome: 'success', changes: [{ path: 'settings.security.maxAttempts', before: 7, after: 9 }] });
    expect(lost).toMatchObject({ outcome: 'failure', error: 'precondition_failed' });
    expect(first).toMatchObject({ changes: [{ path: 'settings.security.maxAttempts', before: 5, after: 7 }] });
  });
});
