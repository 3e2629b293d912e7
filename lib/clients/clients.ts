import { randomBytes } from 'node:crypto';
import { AppError, invalidField } from '@/lib/errors';
import { CLIENTS_MAX, clientProblems, withDefaults, type Client, type ClientConfig, type ClientDraft, type ClientKind } from '@/lib/model/client';
import type { ListInput, Page } from '@/lib/model/common';
import type { Records } from '@/lib/records/ports';
import { requireChosen } from '@/lib/scopes/all-scopes';
import type { Store } from '@/lib/store/ports';
import { pageOfItems } from '@/lib/tenants/page-of-items';
import { newClientSecret } from './client-secrets';
import { clientView, lastUsedOf } from './client-view';

export interface ClientDeps {
  store: Pick<Store, 'config'>;
  records: Pick<Records, 'clientSecrets'>;
}
const ID_BYTES = 10;

/** @throws AppError `tenant_not_found`. */
export async function tenantIdOf({ config }: Pick<Store, 'config'>, slug: string): Promise<string> {
  const tenant = await config.tenants.current(slug);
  if (tenant?.slug !== slug) throw new AppError('tenant_not_found', { params: { tenant: slug } });
  return tenant.id;
}

const unknown = (clientId: string) => new AppError('not_found', { params: { what: 'client', id: clientId.slice(0, 64) } });

export async function listClients({ store, records }: ClientDeps, slug: string, { kind, ...query }: ListInput & { kind?: ClientKind }): Promise<Page<Client>> {
  const all = await store.config.clients(slug).list();
  const lastUsed = await lastUsedOf(records, await tenantIdOf(store, slug));
  const views = all.filter((client) => kind === undefined || client.kind === kind).map((client) => clientView(client, lastUsed));
  return pageOfItems(views, query, {
    idOf: (client) => client.clientId,
    sorts: { name: (client) => client.name, clientId: (client) => client.clientId, kind: (client) => client.kind, createdAt: (client) => client.createdAt, lastUsedAt: (client) => client.lastUsedAt ?? '' },
    textOf: (client) => [client.name, client.clientId, client.description, ...client.redirectUris].join('\n'),
  });
}

/** @throws AppError `not_found`, `tenant_not_found`. */
export async function getClient({ store, records }: ClientDeps, slug: string, clientId: string): Promise<Client> {
  const client = await store.config.clients(slug).get(clientId);
  if (!client) throw unknown(clientId);
  return clientView(client, await lastUsedOf(records, await tenantIdOf(store, slug)));
}

/** With its first secret, if it can keep one. @throws AppError `conflict` when the id is taken, `validation_failed`. */
export async function createClient({ store }: ClientDeps, slug: string, draft: ClientDraft): Promise<{ client: Client; clientSecret?: string; secretId?: string }> {
  const now = new Date();
  const first = draft.type === 'confidential' ? newClientSecret(now, null) : null;
  const clientId = draft.clientId ?? randomBytes(ID_BYTES).toString('hex');
  const config: ClientConfig = { clientId, ...withDefaults(draft), secrets: first ? [first.kept] : [], createdAt: now.toISOString(), updatedAt: now.toISOString() };
  const clients = store.config.clients(slug);
  const made = await clients.create(config, async () => {
    if ((await clients.current()).length >= CLIENTS_MAX) throw invalidField('clientId', 'clientsTooMany', { max: CLIENTS_MAX });
    requireChosen(config.scopes, await store.config.scopes(slug).current());
  });
  return { client: clientView(made, new Map()), ...(first && { clientSecret: first.secret, secretId: first.kept.id }) };
}

/** What is not given stays. @throws AppError `not_found`, `precondition_failed`, `validation_failed`. */
export async function updateClient({ store, records }: ClientDeps, slug: string, clientId: string, version: string, change: Partial<Omit<ClientDraft, 'clientId' | 'kind' | 'type'>>): Promise<{ before: Client; after: Client }> {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const { before, after } = await store.config.clients(slug).update(clientId, version, async (client) => {
    const next: ClientConfig = { ...client, ...given, updatedAt: new Date().toISOString() };
    const issues = clientProblems(next).map(({ path, ...problem }) => ({ path: path.join('.'), ...problem }));
    if (issues.length > 0) throw new AppError('validation_failed', { issues });
    requireChosen(next.scopes, await store.config.scopes(slug).current());
    return next;
  });
  const lastUsed = await lastUsedOf(records, await tenantIdOf(store, slug));
  return { before: clientView(before, lastUsed), after: clientView(after, lastUsed) };
}
