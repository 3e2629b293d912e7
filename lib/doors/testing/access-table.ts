import type { Role } from '@/lib/model/admin';

/** Who calls: a role, or nobody. */
export type Who = Role | 'nobody';
/**
 * What one may: `all`; `own` is the tenants that one is limited to, or what concerns oneself; nothing. Whoever may do
 * something to `own` tenants does not find any other.
 */
export type Reach = 'all' | 'own' | 'no';
export interface AccessRow {
  what: string;
  who: Record<Who, Reach>;
  operations: readonly string[];
}

const who = (owner: Reach, operator: Reach, viewer: Reach, tenantAdmin: Reach, runtime: Reach = 'no', nobody: Reach = 'no'): Record<Who, Reach> => ({ owner, operator, viewer, 'tenant-admin': tenantAdmin, runtime, nobody });

/** Who may what, written out by hand as `docs/access.md` tells it: nothing here asks the code that is tested by it. An operation that is in no row fails the walk. */
export const ACCESS: readonly AccessRow[] = [
  {
    what: 'tenants, runs, audit: read',
    who: who('all', 'all', 'all', 'own'),
    operations: ['audit.list', 'audit.export', 'migrations.tenant', 'overview.get', 'provisioning.get', 'runs.list', 'runs.get', 'tenants.list', 'tenants.get'],
  },
  {
    what: 'servers, fleet: read',
    who: who('all', 'all', 'all', 'no'),
    operations: ['migrations.fleet', 'servers.list', 'servers.get', 'servers.check', 'servers.health', 'servers.pools'],
  },
  {
    what: 'audit as a whole: verify',
    who: who('all', 'all', 'all', 'no'),
    operations: ['audit.verify'],
  },
  {
    what: 'configuration and its copy: compare',
    who: who('all', 'all', 'all', 'no'),
    operations: ['config.diff'],
  },
  {
    what: 'users, roles, clients, scopes, branding, sessions: read',
    who: who('all', 'all', 'all', 'own'),
    operations: [
      'clients.list', 'clients.get', 'branding.get', 'branding.history', 'branding.images', 'branding.image', 'roles.list', 'roles.get', 'roles.members',
      'scopes.list', 'scopes.get', 'tenants.sessions', 'tenants.refreshTokens', 'users.list', 'users.export', 'users.importStatus', 'users.get',
      'users.sessions', 'users.identities', 'users.mfa', 'users.consents', 'users.roles', 'users.activity',
    ],
  },
  {
    what: 'users, roles, clients, scopes, branding, sessions: write',
    who: who('all', 'all', 'no', 'own'),
    operations: [
      'clients.create', 'clients.update', 'clients.delete', 'clients.createSecret', 'clients.revokeSecret', 'branding.save', 'branding.publish',
      'branding.rollBack', 'branding.addImage', 'branding.removeImage', 'roles.create', 'roles.update', 'roles.delete', 'scopes.create', 'scopes.update',
      'scopes.delete', 'tenants.revokeRefreshToken', 'tenants.signOutEveryone', 'users.import', 'users.importRejected', 'users.bulkUpdate', 'users.create',
      'users.update', 'users.delete', 'users.disable', 'users.enable', 'users.setPassword', 'users.unlock', 'users.revokeSessions', 'users.unlinkIdentity',
      'users.removeMfa', 'users.revokeConsent', 'users.setRoles',
    ],
  },
  {
    what: 'fields: read, plan',
    who: who('all', 'all', 'all', 'own'),
    operations: ['fields.list', 'fields.preview', 'fields.plan'],
  },
  {
    what: 'fields: apply',
    who: who('all', 'all', 'no', 'own'),
    operations: ['fields.apply', 'fields.repair'],
  },
  {
    what: 'fields: apply what loses data',
    who: who('all', 'all', 'no', 'no'),
    operations: [],
  },
  {
    what: 'tenants: edit',
    who: who('all', 'all', 'no', 'own'),
    operations: ['tenants.update'],
  },
  {
    what: 'tenants: create, place, provision, migrate',
    who: who('all', 'all', 'no', 'no'),
    operations: ['migrations.apply', 'provisioning.retry', 'provisioning.rollback', 'tenants.checkSlug', 'tenants.create', 'tenants.place', 'tenants.testDatabase'],
  },
  {
    what: 'runs: control',
    who: who('all', 'all', 'no', 'no'),
    operations: ['runs.cancel', 'runs.pause', 'runs.resume', 'runs.retry'],
  },
  {
    what: 'servers: write, set secrets',
    who: who('all', 'no', 'no', 'no'),
    operations: ['servers.create', 'servers.update', 'servers.delete', 'servers.test', 'servers.testSaved', 'servers.cordon', 'servers.uncordon'],
  },
  {
    what: 'admins, installation',
    who: who('all', 'no', 'no', 'no'),
    operations: [
      'admins.list', 'admins.get', 'admins.invite', 'admins.update', 'admins.disable', 'admins.enable', 'admins.reset', 'admins.delete',
      'admins.removeSecondFactor', 'admins.sessions', 'admins.revokeSession', 'admins.signOut', 'config.restore', 'config.adopt',
    ],
  },
  {
    what: 'API tokens',
    who: who('all', 'own', 'own', 'own'),
    operations: ['tokens.list', 'tokens.create', 'tokens.revoke'],
  },
  {
    what: 'oneself, saved views, mode',
    who: who('own', 'own', 'own', 'own'),
    operations: [
      'me.get', 'me.sessions', 'me.revokeSession', 'me.changePassword', 'me.secondFactor', 'me.enrolSecondFactor', 'me.confirmSecondFactor',
      'me.renewRecoveryCodes', 'me.removeSecondFactor', 'system.mode', 'views.list', 'views.save', 'views.rename', 'views.setDefault', 'views.remove',
    ],
  },
  {
    what: 'what an authorization server does',
    who: who('no', 'no', 'no', 'no', 'own'),
    operations: [
      'runtime.verifyPassword', 'runtime.createSession', 'runtime.touchSession', 'runtime.revokeSession', 'runtime.createRefreshToken',
      'runtime.rotateRefreshToken', 'runtime.revokeRefreshToken', 'runtime.enrolMfa', 'runtime.confirmMfa', 'runtime.verifyMfa', 'runtime.grantConsent',
      'runtime.issueEmailToken', 'runtime.consumeEmailToken', 'runtime.verifyClientSecret', 'runtime.getClient', 'runtime.checkAuthorization',
    ],
  },
  {
    what: 'published branding, one-time links',
    who: who('all', 'all', 'all', 'all', 'all', 'all'),
    operations: ['branding.published', 'invitations.check', 'invitations.accept', 'setup.check', 'setup.complete'],
  },
];
