import { AppError, invalidField } from '@/lib/errors';
import type { ListInput, Page } from '@/lib/model/common';
import { isStandardScope, SCOPES_MAX, type Scope, type ScopeConfig, type ScopeDraft } from '@/lib/model/scope';
import type { Store } from '@/lib/store/ports';
import { pageOfItems } from '@/lib/tenants/page-of-items';
import { scopesByName, withDependencies } from './all-scopes';
import { ownScopeView, scopeNeighbours, standardScopeViews, usersOf, type ScopeNeighbours } from './scope-view';

type Config = Pick<Store, 'config'>;

const neighboursOf = ({ config }: Config, slug: string): Promise<ScopeNeighbours> => scopeNeighbours(config.clients(slug), config.scopes(slug), config.fields(slug));
const unknown = (name: string) => new AppError('not_found', { params: { what: 'scope', id: name.slice(0, 64) } });

/** Standard and own ones; the standard ones come first in their own order unless another order is asked for. */
export async function listScopes(store: Config, slug: string, query: ListInput): Promise<Page<Scope>> {
  const own = await store.config.scopes(slug).list();
  const neighbours = await neighboursOf(store, slug);
  const standard = standardScopeViews(neighbours);
  const order = new Map(standard.map((scope, at) => [scope.name, String(at)]));
  return pageOfItems([...standard, ...own.map((scope) => ownScopeView(scope, neighbours))], query, {
    idOf: (scope) => scope.name,
    sorts: { place: ({ name }) => order.get(name) ?? `x${name}`, name: (scope) => scope.name, displayName: (scope) => scope.displayName, createdAt: (scope) => scope.createdAt ?? '' },
    textOf: (scope) => [scope.name, scope.displayName, scope.description, ...scope.claims].join('\n'),
  });
}

/** @throws AppError `not_found`. */
export async function getScope(store: Config, slug: string, name: string): Promise<Scope> {
  const own = await store.config.scopes(slug).get(name);
  const neighbours = await neighboursOf(store, slug);
  const found = own ? ownScopeView(own, neighbours) : standardScopeViews(neighbours).find((scope) => scope.name === name);
  if (!found) throw unknown(name);
  return found;
}

/** @throws AppError `conflict` when the name is taken, `validation_failed` at `dependsOn`. */
export async function createScope(store: Config, slug: string, draft: ScopeDraft): Promise<Scope> {
  const now = new Date().toISOString();
  if (isStandardScope(draft.name)) throw new AppError('conflict', { params: { field: 'name' }, issues: [{ path: 'name', message: 'scopeStandard' }] });
  const { displayName = '', description = '', claims = [], dependsOn = null } = draft;
  const scope: ScopeConfig = { name: draft.name, displayName, description, claims, dependsOn, createdAt: now, updatedAt: now };
  const scopes = store.config.scopes(slug);
  const made = await scopes.create(scope, async () => {
    const own = await scopes.current();
    if (own.length >= SCOPES_MAX) throw invalidField('name', 'scopesTooMany', { max: SCOPES_MAX });
    requireDependency(scope, own);
  });
  return ownScopeView(made, await neighboursOf(store, slug));
}

/** @throws AppError `not_found`, `invalid_state` for a standard one, `precondition_failed`, `validation_failed`. */
export async function updateScope(store: Config, slug: string, name: string, version: string, change: Omit<ScopeDraft, 'name'>): Promise<{ before: Scope; after: Scope }> {
  refuseStandard(name);
  const scopes = store.config.scopes(slug);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const { before, after } = await scopes.update(name, version, async (scope) => {
    const next: ScopeConfig = { ...scope, ...given, updatedAt: new Date().toISOString() };
    requireDependency(next, await scopes.current());
    await requireClientsWith(store, slug, scope, next);
    return next;
  });
  const neighbours = await neighboursOf(store, slug);
  return { before: ownScopeView(before, neighbours), after: ownScopeView(after, neighbours) };
}

/** @throws AppError `in_use` naming who uses it; `not_found`, `invalid_state`, `precondition_failed`. */
export async function deleteScope(store: Config, slug: string, name: string, version: string): Promise<Scope> {
  refuseStandard(name);
  const neighbours = await neighboursOf(store, slug);
  const gone = await store.config.scopes(slug).remove(name, version, async () => {
    const users = usersOf(name, await neighboursOf(store, slug));
    const count = users.clients.length + users.scopes.length;
    if (count > 0) throw new AppError('in_use', { params: { what: 'scope', clients: namesOf(users.clients), scopes: namesOf(users.scopes), count } });
  });
  return ownScopeView(gone, neighbours);
}

const namesOf = (names: readonly string[]): string => (names.length === 0 ? '–' : names.join(', '));

function refuseStandard(name: string): void {
  if (isStandardScope(name)) throw new AppError('invalid_state', { params: { state: 'standard_scope' } });
}

function requireDependency(scope: ScopeConfig, own: readonly ScopeConfig[]): void {
  if (scope.dependsOn === null) return;
  const all = new Map([...scopesByName(own.filter((other) => other.name !== scope.name)), [scope.name, scope]]);
  if (!all.has(scope.dependsOn)) throw invalidField('dependsOn', 'scopeUnknown', { scope: scope.dependsOn });
  const path = withDependencies(scope.dependsOn, all);
  if (path.includes(scope.name)) throw invalidField('dependsOn', 'scopeCycle', { path: [scope.name, ...path].join(' → ') });
}

/** Whoever has the scope must have its new dependency too. */
async function requireClientsWith({ config }: Config, slug: string, before: ScopeConfig, after: ScopeConfig): Promise<void> {
  const needs = after.dependsOn;
  if (needs === null || needs === before.dependsOn) return;
  const lacking = (await config.clients(slug).current()).filter(({ scopes }) => scopes.includes(after.name) && !scopes.includes(needs));
  if (lacking.length > 0) throw invalidField('dependsOn', 'scopeLackedBy', { needs, clients: lacking.map((client) => client.clientId).join(', ') });
}
