import { AppError } from '@/lib/errors';
import type { FieldDefinition } from '@/lib/model/field';
import type { TenantConfig } from '@/lib/model/tenant';
import type { Runtime } from '@/lib/runtime';
import type { FieldColumns, TenantTarget } from '@/lib/store';

export type FieldDeps = Pick<Runtime, 'store' | 'records' | 'env' | 'log'>;

/** A tenant's table, to be looked at and changed. */
export interface FieldPlace {
  target: TenantTarget;
  columns: FieldColumns;
}

/** @throws AppError `tenant_not_found` */
export async function requireTenant(runtime: Pick<FieldDeps, 'store'>, slug: string): Promise<TenantConfig> {
  const tenant = await runtime.store.config.tenants.get(slug);
  if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: slug } });
  return tenant;
}

/**
 * Where a tenant's fields are columns; null for a tenant without a data plane, whose fields wait for one.
 * @throws AppError `tenant_not_ready` while its database is being made or moved
 */
export async function placeOfTenant(runtime: Pick<FieldDeps, 'store' | 'records'>, tenant: TenantConfig): Promise<FieldPlace | null> {
  if (!tenant.database) return null;
  const state = await runtime.records.machine.database(tenant.id);
  if (state?.status !== 'READY') throw new AppError('tenant_not_ready', { params: { tenant: tenant.slug, status: state?.status ?? 'PENDING' }, retryAfterSeconds: 2 });
  return openPlace(runtime, tenant.slug);
}

/** The same without asking whether the database is ready: for those who make it so. */
export async function openPlace(runtime: Pick<FieldDeps, 'store'>, slugOrId: string): Promise<FieldPlace> {
  const target = await runtime.store.tenantTarget(slugOrId);
  return { target, columns: runtime.store.adapter(target.server.driver).fieldColumns };
}

export const workedBy = (planId: string) => (field: FieldDefinition): boolean => field.work?.planId === planId;
