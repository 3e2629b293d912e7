/** A scope as far as choosing goes. */
export interface Dependent {
  name: string;
  dependsOn: string | null;
}

/** The chosen scopes with one more, and all that it depends on. */
export function withNeeded(chosen: readonly string[], name: string, scopes: readonly Dependent[]): string[] {
  const next = new Set(chosen);
  for (let at: string | null = name; at !== null && !next.has(at); at = scopes.find((scope) => scope.name === at)?.dependsOn ?? null) next.add(at);
  return [...next];
}

/** The chosen scopes without one, and without all that depend on it. */
export function withDependents(chosen: readonly string[], name: string, scopes: readonly Dependent[]): string[] {
  const gone = new Set([name]);
  for (let before = 0; before !== gone.size; ) {
    before = gone.size;
    for (const scope of scopes) if (scope.dependsOn !== null && gone.has(scope.dependsOn)) gone.add(scope.name);
  }
  return chosen.filter((scope) => !gone.has(scope));
}
