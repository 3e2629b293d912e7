import { randomUUID } from 'node:crypto';
import { isAppError } from '@/lib/errors';
import { decisionOf } from '@/lib/fields/wanted';
import type { TenantConfig } from '@/lib/model/tenant';
import type { Runtime } from '@/lib/runtime';
import type { ConfigStore, RbacRepository, TenantItems } from '@/lib/store/ports';

/**
 * Gives a tenant another's fields, scopes, clients and branding. What is there already stays, so it may be done again.
 * Clients come without secrets; fields with ids of their own, for a column is known by its field's.
 * @throws AppError `config_invalid` when a file of the other is broken.
 */
export async function cloneConfiguration(config: ConfigStore, from: string, to: string): Promise<void> {
  const at = new Date().toISOString();
  const { fields } = await config.fields(from).list();
  const copied = fields.filter(({ state, work }) => state === 'active' && work === null);
  await config.fields(to).change('*', (own) => [
    ...own,
    ...copied
      .filter(({ name }) => own.every((field) => decisionOf(field).name !== name))
      .map((field) => ({ ...field, id: randomUUID(), state: 'pending' as const })),
  ]);
  await copyItems(config.scopes(from), config.scopes(to), ({ name }) => name, (scope) => ({ ...scope, createdAt: at, updatedAt: at }));
  await copyItems(config.clients(from), config.clients(to), ({ clientId }) => clientId, (client) => ({ ...client, secrets: [], createdAt: at, updatedAt: at }));
  await copyItems(config.images(from), config.images(to), ({ id }) => id, (image) => image);
  const { items: versions } = await config.branding(from).list();
  await config.branding(to).change('*', (own) => (own.length > 0 ? own : versions));
}

/** One after the other, for an item may name one before it. */
async function copyItems<T extends object>(from: TenantItems<T>, to: TenantItems<T>, idOf: (item: T) => string, made: (item: T) => T): Promise<void> {
  const there = new Set((await to.current()).map(idOf));
  for (const item of await from.current()) {
    if (!there.has(idOf(item))) await to.create(made(structuredClone(item)));
  }
}

/**
 * Finishes what `cloneFrom` in a tenant's file wishes, now that it has tables: files once more, in case the process that
 * made it died over them, and roles. A tenant that is gone by then leaves nothing to finish.
 * @param rbac of the new tenant, which nobody uses yet.
 */
export async function finishClone({ store }: Pick<Runtime, 'store'>, tenant: TenantConfig, rbac: RbacRepository): Promise<void> {
  if (tenant.cloneFrom === undefined) return;
  const source = await store.config.tenants.getById(tenant.cloneFrom);
  if (source) {
    await cloneConfiguration(store.config, source.slug, tenant.slug);
    if (source.database && source.status === 'ACTIVE') await copyRoles((await store.forTenant(source.id)).rbac, rbac);
  }
  await store.config.tenants.update(tenant.slug, '*', withoutWish);
}

export function withoutWish<T extends TenantConfig>({ cloneFrom: _done, ...tenant }: T): Omit<T, 'cloneFrom'> {
  return tenant;
}

/** A role after the one that it inherits from. */
async function copyRoles(from: RbacRepository, to: RbacRepository): Promise<void> {
  const waiting = (await from.roles()).filter((role) => !role.system);
  const there = new Set((await to.roles()).map(({ name }) => name));
  for (let progress = true; progress; ) {
    progress = false;
    for (const { name, description, permissions, parent } of waiting) {
      if (there.has(name) || (parent !== null && !there.has(parent))) continue;
      await to.createRole({ name, description, permissions, parent }).catch(unlessTaken);
      there.add(name);
      progress = true;
    }
  }
}

function unlessTaken(error: unknown): void {
  if (!isAppError(error, 'conflict')) throw error;
}
