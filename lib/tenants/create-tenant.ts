import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { AppError, invalidField, isAppError } from '@/lib/errors';
import { tenantConfigSchema, type createTenantInputSchema, type Tenant, type TenantConfig } from '@/lib/model/tenant';
import { requestProvisioning } from '@/lib/provisioning/request';
import type { Runtime } from '@/lib/runtime';
import { cloneConfiguration, withoutWish } from './clone-tenant';
import { getTenantView } from './list-tenants';
import { placementFor } from './placement-for';

type Deps = Pick<Runtime, 'store' | 'records' | 'secretbox' | 'env'>;

/**
 * Writes the tenant's file and asks for its data plane. The file is the wish: should the process
 * die right after it, or the records be out of reach, the reconciler finds a tenant without a run and makes one.
 * @throws AppError `slug_taken`, `no_placement`, `validation_failed`; for a connection string of its own what {@link placementFor} says.
 */
export async function createTenant(runtime: Deps, input: z.output<typeof createTenantInputSchema>): Promise<{ tenant: Tenant; runId: string | null }> {
  const id = randomUUID();
  const now = new Date().toISOString();
  // Before a server is tried that only this tenant would have.
  if (await runtime.store.config.tenants.isTaken(input.slug)) throw slugTaken(input.slug);
  const source = await sourceOf(runtime, input.cloneFrom);
  const placed = input.database === null ? null : await placementFor(runtime, { id, slug: input.slug }, input.database ?? {});
  const { cloneFrom: _slug, ...given } = input;
  const config = tenantConfigSchema.parse({ ...(source && { settings: source.settings, language: source.language, cloneFrom: source.id }), ...definedOf(given), id, database: placed?.placement ?? null, createdAt: now, updatedAt: now });
  const created = await runtime.store.config.tenants.create(config).catch(async (error: unknown) => {
    await placed?.undo();
    throw error;
  });
  if (source) await clone(runtime, source.slug, created);
  const run = created.database ? await requestProvisioning(runtime, created).catch(laterByReconciler) : null;
  await runtime.records.events.publish({ type: 'tenant', tenant: input.slug, data: { slug: input.slug } });
  const tenant = await getTenantView(runtime, input.slug);
  if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: input.slug } });
  return { tenant, runId: run?.id ?? null };
}

async function sourceOf({ store }: Deps, slug: string | undefined): Promise<TenantConfig | null> {
  if (slug === undefined) return null;
  const source = await store.config.tenants.get(slug);
  if (!source || source.status === 'PENDING_DELETION') throw invalidField('cloneFrom', 'unknownTenant');
  // A broken file is told before anything is written.
  const of = [store.config.fields, store.config.scopes, store.config.clients, store.config.images, store.config.branding];
  await Promise.all(of.map((items) => items(slug).list()));
  return source;
}

/** Without tables there is nothing more to wait for; with them the rest is done when they are made. */
async function clone({ store }: Deps, from: string, { slug, database }: TenantConfig): Promise<void> {
  await cloneConfiguration(store.config, from, slug);
  if (database === null) await store.config.tenants.update(slug, '*', withoutWish);
}

const definedOf = <T extends object>(given: T): Partial<T> => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;

const slugTaken = (slug: string) => new AppError('slug_taken', { params: { slug }, issues: [{ path: 'slug', message: 'slugTaken' }] });

/** The file is written: that its run cannot be asked for now is no reason to refuse. */
export function laterByReconciler(error: unknown): null {
  if (isAppError(error, 'server_unreachable')) return null;
  throw error;
}
