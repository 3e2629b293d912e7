/** The steps of bringing a tenant's data plane up, in order; names are shown, stored and translated. */
export const PROVISION_STEPS = ['check_server', 'create_container', 'create_role', 'migrate', 'seed', 'sync_fields', 'verify', 'ready'] as const;
export type ProvisionStep = (typeof PROVISION_STEPS)[number];
export const PROVISION_KIND = 'tenant.provision';

/** Taking it down again: nothing left on the server, the tenant kept. */
export const ROLLBACK_STEPS = ['drop_container', 'detach'] as const;
export const ROLLBACK_KIND = 'tenant.rollback';

/** One live run per tenant, whichever of the two it is. */
export const tenantRunKey = (tenantId: string) => `tenant-database/${tenantId}`;
