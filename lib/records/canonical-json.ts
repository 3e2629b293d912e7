/**
 * JSON with sorted keys and no white space: equal values give equal text (after RFC 8785, for what JSON.stringify writes).
 * `undefined` members are left out, as JSON does.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(JSON.parse(JSON.stringify(value) ?? 'null')));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  // Not assignment: a key named `__proto__` must stay a key.
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}
