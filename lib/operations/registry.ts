import { deleteAdmin } from './admins/delete-admin';
import { disableAdmin } from './admins/disable-admin';
import { enableAdmin } from './admins/enable-admin';
import { getAdmin } from './admins/get-admin';
import { inviteAdmin } from './admins/invite-admin';
import { listAdmins } from './admins/list-admins';
import { removeAdminSecondFactor } from './admins/remove-second-factor';
import { resetAdmin } from './admins/reset-admin';
import { listAdminSessions, revokeAdminSession, signAdminOut } from './admins/sessions';
import { updateAdmin } from './admins/update-admin';
import { exportAudit } from './audit/export-audit';
import { listAudit } from './audit/list-audit';
import { verifyAudit } from './audit/verify-audit';
import { createClient } from './clients/create-client';
import { createClientSecret } from './clients/create-secret';
import { deleteClient } from './clients/delete-client';
import { getClient } from './clients/get-client';
import { listClients } from './clients/list-clients';
import { revokeClientSecret } from './clients/revoke-secret';
import { updateClient } from './clients/update-client';
import { addImage } from './branding/add-image';
import { brandingHistory } from './branding/branding-history';
import { getBranding } from './branding/get-branding';
import { getImage } from './branding/get-image';
import { listImages } from './branding/list-images';
import { publicBranding } from './branding/public-branding';
import { publishBranding } from './branding/publish-branding';
import { removeImage } from './branding/remove-image';
import { rollBackBranding } from './branding/roll-back-branding';
import { saveBranding } from './branding/save-branding';
import { adoptConfig } from './config/adopt-config';
import { diffConfig } from './config/diff-config';
import { restoreConfig } from './config/restore-config';
import type { Operation } from './define-operation';
import { applyFields } from './fields/apply-fields';
import { listFields } from './fields/list-fields';
import { planFields } from './fields/plan-fields';
import { previewField } from './fields/preview-field';
import { repairField } from './fields/repair-field';
import { acceptLink } from './invitations/accept-link';
import { checkLink } from './invitations/check-link';
import { changeMyPassword } from './me/change-password';
import { getMe } from './me/get-me';
import { confirmMySecondFactor, enrolMySecondFactor, getMySecondFactor, removeMySecondFactor, renewMyRecoveryCodes } from './me/second-factor';
import { listMySessions, revokeMySession } from './me/sessions';
import { applyMigrations } from './migrations/apply-migrations';
import { fleetMigrations } from './migrations/fleet-migrations';
import { tenantMigrations } from './migrations/tenant-migrations';
import { getOverview } from './overview/get-overview';
import { getProvisioning } from './provisioning/get-provisioning';
import { retryProvisioning } from './provisioning/retry-provisioning';
import { rollBackProvisioning } from './provisioning/rollback-provisioning';
import { createRole } from './roles/create-role';
import { deleteRole } from './roles/delete-role';
import { getRole } from './roles/get-role';
import { listRoleMembers } from './roles/list-role-members';
import { listRoles } from './roles/list-roles';
import { updateRole } from './roles/update-role';
import { cancelRun, pauseRun, resumeRun, retryRun } from './runs/control-run';
import { getRun } from './runs/get-run';
import { listRuns } from './runs/list-runs';
import { checkClientAuthorization } from './runtime/check-client-authorization';
import { confirmMfa } from './runtime/confirm-mfa';
import { consumeEmailToken } from './runtime/consume-email-token';
import { createRefreshToken } from './runtime/create-refresh-token';
import { createSession } from './runtime/create-session';
import { enrolMfa } from './runtime/enrol-mfa';
import { getRuntimeClient } from './runtime/get-runtime-client';
import { grantConsent } from './runtime/grant-consent';
import { issueEmailToken } from './runtime/issue-email-token';
import { revokeRefreshToken } from './runtime/revoke-refresh-token';
import { revokeSession } from './runtime/revoke-session';
import { rotateRefreshToken } from './runtime/rotate-refresh-token';
import { touchSession } from './runtime/touch-session';
import { verifyClientSecret } from './runtime/verify-client-secret';
import { verifyMfa } from './runtime/verify-mfa';
import { verifyPassword } from './runtime/verify-password';
import { createScope } from './scopes/create-scope';
import { deleteScope } from './scopes/delete-scope';
import { getScope } from './scopes/get-scope';
import { listScopes } from './scopes/list-scopes';
import { updateScope } from './scopes/update-scope';
import { checkServer } from './servers/check-server';
import { cordonServer, uncordonServer } from './servers/cordon-server';
import { createServer } from './servers/create-server';
import { deleteServer } from './servers/delete-server';
import { getServer } from './servers/get-server';
import { listServers } from './servers/list-servers';
import { serverHealth } from './servers/server-health';
import { serverPools } from './servers/server-pools';
import { testSavedServer } from './servers/test-saved-server';
import { testServer } from './servers/test-server';
import { updateServer } from './servers/update-server';
import { checkSetup } from './setup/check-setup';
import { completeSetup } from './setup/complete-setup';
import { getMode } from './system/get-mode';
import { checkSlug } from './tenants/check-slug';
import { createTenant } from './tenants/create-tenant';
import { getTenant } from './tenants/get-tenant';
import { listTenantSessions } from './tenants/list-tenant-sessions';
import { listTenantTokens } from './tenants/list-tenant-tokens';
import { listTenants } from './tenants/list-tenants';
import { placeTenant } from './tenants/place-tenant';
import { revokeTenantToken } from './tenants/revoke-refresh-token';
import { signOutEveryone } from './tenants/sign-out-everyone';
import { testDatabase } from './tenants/test-database';
import { updateTenant } from './tenants/update-tenant';
import { createToken } from './tokens/create-token';
import { listTokens } from './tokens/list-tokens';
import { revokeToken } from './tokens/revoke-token';
import { bulkUpdateUsers } from './users/bulk-update-users';
import { createUser } from './users/create-user';
import { deleteUser } from './users/delete-user';
import { disableUser } from './users/disable-user';
import { enableUser } from './users/enable-user';
import { exportUsers } from './users/export-users';
import { getUser } from './users/get-user';
import { getUserMfa } from './users/get-user-mfa';
import { getUserRoles } from './users/get-user-roles';
import { getImportStatus, getRejectedRows } from './users/import-status';
import { importUsers } from './users/import-users';
import { listUserActivity } from './users/list-user-activity';
import { listUserConsents } from './users/list-user-consents';
import { listUserIdentities } from './users/list-user-identities';
import { listUserSessions } from './users/list-user-sessions';
import { listUsers } from './users/list-users';
import { removeUserMfa } from './users/remove-user-mfa';
import { revokeUserConsent } from './users/revoke-user-consent';
import { revokeUserSessions } from './users/revoke-user-sessions';
import { setUserPassword } from './users/set-user-password';
import { setUserRoles } from './users/set-user-roles';
import { unlinkUserIdentity } from './users/unlink-user-identity';
import { unlockUser } from './users/unlock-user';
import { updateUser } from './users/update-user';
import { listViews } from './views/list-views';
import { removeView } from './views/remove-view';
import { renameView } from './views/rename-view';
import { saveView } from './views/save-view';
import { setDefaultView } from './views/set-default-view';

/** Every operation there is, by noun and verb. Each door is generated from this; what is not here does not exist. */
export const operations = {
  audit: { list: listAudit, export: exportAudit, verify: verifyAudit },
  clients: { list: listClients, get: getClient, create: createClient, update: updateClient, delete: deleteClient, createSecret: createClientSecret, revokeSecret: revokeClientSecret },
  branding: {
    get: getBranding,
    save: saveBranding,
    publish: publishBranding,
    rollBack: rollBackBranding,
    history: brandingHistory,
    images: listImages,
    image: getImage,
    addImage,
    removeImage,
    published: publicBranding,
  },
  admins: {
    list: listAdmins,
    get: getAdmin,
    invite: inviteAdmin,
    update: updateAdmin,
    disable: disableAdmin,
    enable: enableAdmin,
    reset: resetAdmin,
    delete: deleteAdmin,
    removeSecondFactor: removeAdminSecondFactor,
    sessions: listAdminSessions,
    revokeSession: revokeAdminSession,
    signOut: signAdminOut,
  },
  config: { diff: diffConfig, restore: restoreConfig, adopt: adoptConfig },
  fields: { list: listFields, preview: previewField, plan: planFields, apply: applyFields, repair: repairField },
  invitations: { check: checkLink, accept: acceptLink },
  me: {
    get: getMe,
    sessions: listMySessions,
    revokeSession: revokeMySession,
    changePassword: changeMyPassword,
    secondFactor: getMySecondFactor,
    enrolSecondFactor: enrolMySecondFactor,
    confirmSecondFactor: confirmMySecondFactor,
    renewRecoveryCodes: renewMyRecoveryCodes,
    removeSecondFactor: removeMySecondFactor,
  },
  migrations: { fleet: fleetMigrations, tenant: tenantMigrations, apply: applyMigrations },
  overview: { get: getOverview },
  provisioning: { get: getProvisioning, retry: retryProvisioning, rollback: rollBackProvisioning },
  roles: { list: listRoles, get: getRole, members: listRoleMembers, create: createRole, update: updateRole, delete: deleteRole },
  runs: { list: listRuns, get: getRun, cancel: cancelRun, pause: pauseRun, resume: resumeRun, retry: retryRun },
  runtime: {
    verifyPassword,
    createSession,
    touchSession,
    revokeSession,
    createRefreshToken,
    rotateRefreshToken,
    revokeRefreshToken,
    enrolMfa,
    confirmMfa,
    verifyMfa,
    grantConsent,
    issueEmailToken,
    consumeEmailToken,
    verifyClientSecret,
    getClient: getRuntimeClient,
    checkAuthorization: checkClientAuthorization,
  },
  scopes: { list: listScopes, get: getScope, create: createScope, update: updateScope, delete: deleteScope },
  servers: {
    list: listServers,
    get: getServer,
    create: createServer,
    update: updateServer,
    delete: deleteServer,
    test: testServer,
    testSaved: testSavedServer,
    check: checkServer,
    health: serverHealth,
    pools: serverPools,
    cordon: cordonServer,
    uncordon: uncordonServer,
  },
  setup: { check: checkSetup, complete: completeSetup },
  system: { mode: getMode },
  tenants: { list: listTenants, get: getTenant, create: createTenant, update: updateTenant, place: placeTenant, testDatabase, checkSlug, sessions: listTenantSessions, refreshTokens: listTenantTokens, revokeRefreshToken: revokeTenantToken, signOutEveryone },
  tokens: { list: listTokens, create: createToken, revoke: revokeToken },
  users: {
    list: listUsers,
    export: exportUsers,
    import: importUsers,
    importStatus: getImportStatus,
    importRejected: getRejectedRows,
    bulkUpdate: bulkUpdateUsers,
    get: getUser,
    create: createUser,
    update: updateUser,
    delete: deleteUser,
    disable: disableUser,
    enable: enableUser,
    setPassword: setUserPassword,
    unlock: unlockUser,
    sessions: listUserSessions,
    revokeSessions: revokeUserSessions,
    identities: listUserIdentities,
    unlinkIdentity: unlinkUserIdentity,
    mfa: getUserMfa,
    removeMfa: removeUserMfa,
    consents: listUserConsents,
    revokeConsent: revokeUserConsent,
    roles: getUserRoles,
    setRoles: setUserRoles,
    activity: listUserActivity,
  },
  views: { list: listViews, save: saveView, rename: renameView, setDefault: setDefaultView, remove: removeView },
} as const;

export type Operations = typeof operations;

/** The same as a flat list. */
export function allOperations(): Operation[] {
  return Object.values(operations).flatMap((noun) => Object.values(noun) as unknown as Operation[]);
}
