import { AppError } from '@/lib/errors';
import { tenantSchema, updateTenantInputSchema } from '@/lib/model/tenant';
import { patchSettings } from '@/lib/tenants/patch-settings';
import { getTenantView } from '@/lib/tenants/list-tenants';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';

export const updateTenant = defineOperation({
  name: 'tenants.update',
  kind: 'write',
  permission: 'tenants:edit',
  summary: 'Change a tenant',
  example: { slug: 'acme', displayName: 'Acme & Co.', labels: { plan: 'gold' }, settings: { security: { maxAttempts: 10 } } },
  input: updateTenantInputSchema,
  output: tenantSchema,
  errors: ['tenant_not_found', 'precondition_failed', 'config_invalid'],
  rest: { method: 'PATCH', path: '/tenants/{slug}' },
  requiresIfMatch: true,
  target: ({ slug }) => ({ type: 'tenant', id: slug, tenant: slug }),
  tenant: ({ slug }) => slug,
  handler: async ({ slug, settings, ...edits }, { runtime, ifMatch, audit }) => {
    const before = await getTenantView(runtime, slug);
    const given = Object.fromEntries(Object.entries(edits).filter(([, value]) => value !== undefined));
    await runtime.store.config.tenants.update(slug, ifMatch ?? '*', (tenant) => ({ ...tenant, ...given, settings: patchSettings(tenant.settings, settings), updatedAt: new Date().toISOString() }));
    await runtime.store.forget({ tenant: slug });
    const after = await getTenantView(runtime, slug);
    if (!after) throw new AppError('tenant_not_found', { params: { tenant: slug } });
    audit.changes(changesBetween(before, after));
    await runtime.records.events.publish({ type: 'tenant', tenant: slug, data: { slug } });
    return after;
  },
});
