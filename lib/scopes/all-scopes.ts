import { AppError, type FieldIssue } from '@/lib/errors';
import { STANDARD_SCOPES, type ScopeConfig } from '@/lib/model/scope';

/** What a scope needs and brings, standard or the tenant's own. */
export interface KnownScope {
  name: string;
  claims: readonly string[];
  dependsOn: string | null;
}

/** A tenant's scopes by name: the standard ones, then its own. */
export function scopesByName(own: readonly ScopeConfig[]): ReadonlyMap<string, KnownScope> {
  return new Map([...STANDARD_SCOPES, ...own].map((scope) => [scope.name, scope]));
}

/** A scope and all it depends on, itself first. Ends also where a file edited by hand has a circle. */
export function withDependencies(name: string, scopes: ReadonlyMap<string, KnownScope>): string[] {
  const path: string[] = [];
  for (let at: string | null = name; at !== null && !path.includes(at); at = scopes.get(at)?.dependsOn ?? null) path.push(at);
  return path;
}

/** What is wrong with the scopes a client may ask for: unknown ones, and ones whose dependency is not among them. */
export function chosenProblems(chosen: readonly string[], scopes: ReadonlyMap<string, KnownScope>): FieldIssue[] {
  return chosen.flatMap((name, at): FieldIssue[] => {
    const path = `scopes.${at}`;
    const scope = scopes.get(name);
    if (!scope) return [{ path, message: 'scopeUnknown', params: { scope: name } }];
    const needs = scope.dependsOn;
    return needs !== null && !chosen.includes(needs) ? [{ path, message: 'scopeNeeds', params: { scope: name, needs } }] : [];
  });
}

/** @throws AppError `validation_failed` per scope. */
export function requireChosen(chosen: readonly string[], own: readonly ScopeConfig[]): void {
  const issues = chosenProblems(chosen, scopesByName(own));
  if (issues.length > 0) throw new AppError('validation_failed', { issues });
}
