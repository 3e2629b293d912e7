import type { ClientConfig } from '@/lib/model/client';
import { isInUse, type FieldDefinition } from '@/lib/model/field';
import { STANDARD_SCOPES, type Scope, type ScopeConfig } from '@/lib/model/scope';
import type { TenantItems, Versioned } from '@/lib/store/ports';

/** Claims of OpenID Connect Core 5.1 for which every user has a column. */
const USER_CLAIMS: ReadonlySet<string> = new Set(['sub', 'email', 'email_verified', 'name', 'given_name', 'family_name', 'picture', 'locale', 'profile', 'updated_at']);

/** Who may use scopes: what their uses and claims are told by. */
export interface ScopeNeighbours {
  clients: readonly ClientConfig[];
  own: readonly ScopeConfig[];
  fields: readonly FieldDefinition[];
}

export async function scopeNeighbours(clients: TenantItems<ClientConfig>, own: TenantItems<ScopeConfig>, fields: { current(): Promise<readonly FieldDefinition[]> }): Promise<ScopeNeighbours> {
  return { clients: await clients.current(), own: await own.current(), fields: await fields.current() };
}

export function usersOf(name: string, { clients, own }: Pick<ScopeNeighbours, 'clients' | 'own'>): Scope['usedBy'] {
  const standard = STANDARD_SCOPES.filter((scope) => scope.dependsOn === name);
  return {
    clients: clients.filter((client) => client.scopes.includes(name)).map((client) => client.clientId),
    scopes: [...standard, ...own.filter((scope) => scope.dependsOn === name)].map((scope) => scope.name),
  };
}

/** Where a claim's value comes from: a field says so by its claim's name, or by its own where it names none. */
function sourceOf(claim: string, fields: readonly FieldDefinition[]): Scope['claimSources'][number] {
  const field = fields.find((candidate) => isInUse(candidate) && (candidate.claim ?? candidate.name) === claim);
  if (field) return { claim, from: 'field', field: field.name };
  return { claim, from: USER_CLAIMS.has(claim) ? 'user' : null, field: null };
}

export function ownScopeView(scope: Versioned<ScopeConfig>, neighbours: ScopeNeighbours): Scope {
  return { ...scope, claimSources: scope.claims.map((claim) => sourceOf(claim, neighbours.fields)), system: false, usedBy: usersOf(scope.name, neighbours) };
}

/** The scopes of OpenID Connect, as they are everywhere. */
export function standardScopeViews(neighbours: ScopeNeighbours): Scope[] {
  return STANDARD_SCOPES.map(({ name, claims, dependsOn }) => ({
    name,
    displayName: '',
    description: '',
    claims: [...claims],
    claimSources: claims.map((claim) => sourceOf(claim, neighbours.fields)),
    dependsOn,
    system: true,
    usedBy: usersOf(name, neighbours),
    createdAt: null,
    updatedAt: null,
    version: 'standard',
  }));
}
