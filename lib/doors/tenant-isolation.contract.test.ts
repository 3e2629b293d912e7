import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANONYMOUS } from '@/lib/auth/principal';
import { isAppError } from '@/lib/errors';
import { ROLES, type Role } from '@/lib/model/admin';
import { callAs, openTestRuntime, principalOf, type TestRuntime } from '@/lib/testing/test-runtime';
import { runOperation } from './pipeline';
import { allOperations, operations } from './registry';

/** Who may what, written out by hand from the table of roles: the test does not ask the code it tests. */
const ALLOWED: Record<string, readonly Role[]> = {
  'admins.list': ['owner'],
  'admins.get': ['owner'],
  'admins.invite': ['owner'],
  'admins.update': ['owner'],
  'admins.disable': ['owner'],
  'admins.enable': ['owner'],
  'admins.reset': ['owner'],
  'admins.delete': ['owner'],
  'admins.removeSecondFactor': ['owner'],
  'admins.sessions': ['owner'],
  'admins.revokeSession': ['owner'],
  'admins.signOut': ['owner'],
  'audit.list': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'audit.export': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'audit.verify': ['owner', 'operator', 'viewer'],
  'clients.list': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'clients.get': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'clients.create': ['owner', 'operator', 'tenant-admin'],
  'clients.update': ['owner', 'operator', 'tenant-admin'],
  'clients.delete': ['owner', 'operator', 'tenant-admin'],
  'clients.createSecret': ['owner', 'operator', 'tenant-admin'],
  'clients.revokeSecret': ['owner', 'operator', 'tenant-admin'],
  'branding.published': ['owner', 'operator', 'viewer', 'tenant-admin', 'runtime'],
  'branding.get': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'branding.history': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'branding.images': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'branding.image': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'branding.save': ['owner', 'operator', 'tenant-admin'],
  'branding.publish': ['owner', 'operator', 'tenant-admin'],
  'branding.rollBack': ['owner', 'operator', 'tenant-admin'],
  'branding.addImage': ['owner', 'operator', 'tenant-admin'],
  'branding.removeImage': ['owner', 'operator', 'tenant-admin'],
  'config.diff': ['owner', 'operator', 'viewer'],
  'config.restore': ['owner'],
  'config.adopt': ['owner'],
  'fields.list': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'fields.preview': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'fields.plan': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'fields.apply': ['owner', 'operator', 'tenant-admin'],
  'fields.repair': ['owner', 'operator', 'tenant-admin'],
  'invitations.check': ROLES,
  'invitations.accept': ROLES,
  'me.get': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'me.sessions': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'me.revokeSession': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'me.changePassword': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'me.secondFactor': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'me.enrolSecondFactor': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'me.confirmSecondFactor': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'me.renewRecoveryCodes': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'me.removeSecondFactor': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'migrations.fleet': ['owner', 'operator', 'viewer'],
  'migrations.tenant': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'overview.get': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'provisioning.get': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'provisioning.retry': ['owner', 'operator'],
  'provisioning.rollback': ['owner', 'operator'],
  'roles.list': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'roles.get': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'roles.members': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'roles.create': ['owner', 'operator', 'tenant-admin'],
  'roles.update': ['owner', 'operator', 'tenant-admin'],
  'roles.delete': ['owner', 'operator', 'tenant-admin'],
  'runs.list': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'runs.get': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'runs.cancel': ['owner', 'operator'],
  'runs.pause': ['owner', 'operator'],
  'runs.resume': ['owner', 'operator'],
  'runs.retry': ['owner', 'operator'],
  'runtime.verifyPassword': ['runtime'],
  'runtime.createSession': ['runtime'],
  'runtime.touchSession': ['runtime'],
  'runtime.revokeSession': ['runtime'],
  'runtime.createRefreshToken': ['runtime'],
  'runtime.rotateRefreshToken': ['runtime'],
  'runtime.revokeRefreshToken': ['runtime'],
  'runtime.enrolMfa': ['runtime'],
  'runtime.confirmMfa': ['runtime'],
  'runtime.verifyMfa': ['runtime'],
  'runtime.grantConsent': ['runtime'],
  'runtime.issueEmailToken': ['runtime'],
  'runtime.consumeEmailToken': ['runtime'],
  'runtime.verifyClientSecret': ['runtime'],
  'runtime.getClient': ['runtime'],
  'runtime.checkAuthorization': ['runtime'],
  'scopes.list': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'scopes.get': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'scopes.create': ['owner', 'operator', 'tenant-admin'],
  'scopes.update': ['owner', 'operator', 'tenant-admin'],
  'scopes.delete': ['owner', 'operator', 'tenant-admin'],
  'servers.list': ['owner', 'operator', 'viewer'],
  'servers.get': ['owner', 'operator', 'viewer'],
  'servers.check': ['owner', 'operator', 'viewer'],
  'servers.health': ['owner', 'operator', 'viewer'],
  'servers.pools': ['owner', 'operator', 'viewer'],
  'servers.create': ['owner'],
  'servers.update': ['owner'],
  'servers.delete': ['owner'],
  'servers.test': ['owner'],
  'servers.testSaved': ['owner'],
  'servers.cordon': ['owner'],
  'servers.uncordon': ['owner'],
  'setup.check': ROLES,
  'setup.complete': ROLES,
  'system.mode': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'tenants.list': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'tenants.get': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'tenants.checkSlug': ['owner', 'operator'],
  'tenants.create': ['owner', 'operator'],
  'tenants.place': ['owner', 'operator'],
  'tenants.testDatabase': ['owner', 'operator'],
  'tenants.update': ['owner', 'operator', 'tenant-admin'],
  'tenants.sessions': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'tenants.refreshTokens': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'tenants.revokeRefreshToken': ['owner', 'operator', 'tenant-admin'],
  'tenants.signOutEveryone': ['owner', 'operator', 'tenant-admin'],
  'tokens.list': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'tokens.create': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'tokens.revoke': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'users.list': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'users.export': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'users.import': ['owner', 'operator', 'tenant-admin'],
  'users.importStatus': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'users.importRejected': ['owner', 'operator', 'tenant-admin'],
  'users.bulkUpdate': ['owner', 'operator', 'tenant-admin'],
  'users.get': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'users.create': ['owner', 'operator', 'tenant-admin'],
  'users.update': ['owner', 'operator', 'tenant-admin'],
  'users.delete': ['owner', 'operator', 'tenant-admin'],
  'users.disable': ['owner', 'operator', 'tenant-admin'],
  'users.enable': ['owner', 'operator', 'tenant-admin'],
  'users.setPassword': ['owner', 'operator', 'tenant-admin'],
  'users.sessions': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'users.identities': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'users.mfa': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'users.consents': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'users.roles': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'users.activity': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'users.unlock': ['owner', 'operator', 'tenant-admin'],
  'users.revokeSessions': ['owner', 'operator', 'tenant-admin'],
  'users.unlinkIdentity': ['owner', 'operator', 'tenant-admin'],
  'users.removeMfa': ['owner', 'operator', 'tenant-admin'],
  'users.revokeConsent': ['owner', 'operator', 'tenant-admin'],
  'users.setRoles': ['owner', 'operator', 'tenant-admin'],
  'views.list': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'views.save': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'views.rename': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'views.setDefault': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'views.remove': ['owner', 'operator', 'viewer', 'tenant-admin'],
};

let runtime: TestRuntime;
beforeAll(async () => {
  runtime = await openTestRuntime();
});
afterAll(() => runtime.dispose());

/** The pipeline's own refusal, or null when it got past authorisation (whatever came after, for the input is empty). */
async function refusal(operation: (typeof allOperations extends () => (infer T)[] ? T : never), principal: Parameters<typeof callAs>[0]): Promise<string | null> {
  try {
    await runOperation(operation, {}, callAs(principal), runtime);
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.code === 'forbidden' || error.code === 'unauthenticated' ? error.code : null;
  }
}

describe('every operation × every role', () => {
  it('has a row in the table', () => {
    expect(allOperations().map((operation) => operation.name).sort()).toEqual(Object.keys(ALLOWED).sort());
  });
  for (const operation of allOperations()) {
    for (const role of ROLES) {
      const allowed = ALLOWED[operation.name]?.includes(role) ?? false;
      it(`${operation.name}: ${role} ${allowed ? 'may' : 'may not'}`, async () => {
        expect(await refusal(operation, principalOf(role, role === 'tenant-admin' || role === 'runtime' ? ['own'] : null))).toBe(allowed ? null : 'forbidden');
      });
    }
    it(`${operation.name}: nobody ${operation.permission === 'public' ? 'may' : 'may not'}`, async () => {
      expect(await refusal(operation, ANONYMOUS)).toBe(operation.permission === 'public' ? null : 'unauthenticated');
    });
  }
});

describe('a tenant-admin', () => {
  const own = principalOf('tenant-admin', ['own-tenant']);
  const owner = principalOf('owner');
  beforeAll(async () => {
    for (const slug of ['own-tenant', 'other-tenant']) await runOperation(operations.tenants.create, { slug, name: slug, database: null }, callAs(owner), runtime);
  });

  it('finds its own tenant', async () => {
    expect((await runOperation(operations.tenants.get, { slug: 'own-tenant' }, callAs(own), runtime)).slug).toBe('own-tenant');
  });
  it('does not find another, by any operation that names one', async () => {
    const named = allOperations().filter((operation) => operation.tenant && ALLOWED[operation.name]?.includes('tenant-admin'));
    expect(named.length).toBeGreaterThan(2);
    for (const operation of named) {
      await expect(runOperation(operation, { slug: 'other-tenant', name: 'x', planId: 'x', hash: 'x', changes: [{ op: 'add', name: 'x', type: 'text' }], field: { name: 'x', type: 'text' }, id: 'x', email: 'x@example.com', password: 'x', reason: 'x', role: 'x', roles: [], identityId: 'x', clientId: 'xyz', kind: 'm2m', type: 'confidential', secretId: 'x', scope: 'x', list: 'users', tenant: 'other-tenant', address: '', action: 'retry', ids: ['x'], change: { kind: 'enable' }, draft: {}, version: 1, image: 'f'.repeat(32) }, callAs(own, { ifMatch: '*' }), runtime), operation.name).rejects.toMatchObject({ code: 'tenant_not_found' });
    }
  });
  it('answers exactly as for a tenant that does not exist', async () => {
    const refused = await runOperation(operations.tenants.get, { slug: 'other-tenant' }, callAs(own), runtime).catch((error: unknown) => error);
    const missing = await runOperation(operations.tenants.get, { slug: 'missing-tenant' }, callAs(owner), runtime).catch((error: unknown) => error);
    expect({ ...(refused as object), params: null }).toEqual({ ...(missing as object), params: null });
  });
  it('sees only its own in lists, audit and overview', async () => {
    const list = await runOperation(operations.tenants.list, {}, callAs(own), runtime);
    expect(list.items.map((tenant) => tenant.slug)).toEqual(['own-tenant']);
    expect(list.total).toBe(1);
    const audit = await runOperation(operations.audit.list, {}, callAs(own), runtime);
    expect(audit.items.length).toBeGreaterThan(0);
    expect(new Set(audit.items.map((event) => event.target.tenant))).toEqual(new Set(['own-tenant']));
    const overview = await runOperation(operations.overview.get, {}, callAs(own), runtime);
    expect(overview.tenants.total).toBe(1);
    expect(overview.servers).toBeNull();
    expect(JSON.stringify(overview)).not.toContain('other-tenant');
  });
});
