import type { Command } from '../cli/command';

/** Of an operation, what its request is made from. */
export type RequestShape = Pick<Command, 'method' | 'path' | 'places'> & { accepts?: readonly string[] };

/** Path parameters into the path, the rest into the query (GET, DELETE, and where the body is a file) or the body. */
export function requestOf({ method, path, places, accepts = [] }: RequestShape, input: Record<string, unknown>): { url: string; body: string | undefined } {
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
  const rest = Object.entries(input).filter(([name]) => !places.includes(name));
  if (method !== 'GET' && method !== 'DELETE' && accepts.length === 0) return { url, body: JSON.stringify(Object.fromEntries(rest)) };
  const query = new URLSearchParams(rest.flatMap(([name, value]) => bracketed(name, value))).toString();
  return { url: query ? `${url}?${query}` : url, body: undefined };
}

/** Nested values as a query carries them: `filter[age][gte]=18`; of a list, each item by its place. */
function bracketed(name: string, value: unknown): [string, string][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, item]) => bracketed(`${name}[${key}]`, item));
}
