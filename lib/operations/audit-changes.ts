import type { AuditChange } from '@/lib/model/audit';

const SECRET = /(password|secret|sealed|hash|token|dsn|privatekey)/i;
const MASK = '••••';

/**
 * Before and after per field, by dotted path. What is secret is masked by its name; that it
 * changed is still told.
 */
export function changesBetween(before: Record<string, unknown> | null, after: Record<string, unknown> | null, ignore: readonly string[] = ['updatedAt', 'version']): AuditChange[] {
  const left = flatten(before ?? {});
  const right = flatten(after ?? {});
  const paths = [...new Set([...left.keys(), ...right.keys()])].filter((path) => !ignore.includes(path)).sort();
  return paths
    .filter((path) => JSON.stringify(left.get(path) ?? null) !== JSON.stringify(right.get(path) ?? null))
    .map((path) => ({ path, before: mask(path, left.get(path)), after: mask(path, right.get(path)) }));
}

function mask(path: string, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  // A number of seconds or a switch is no secret, whatever it is called.
  return SECRET.test(path) && typeof value !== 'number' && typeof value !== 'boolean' ? MASK : value;
}

function flatten(value: Record<string, unknown>, prefix = '', into = new Map<string, unknown>()): Map<string, unknown> {
  for (const [key, item] of Object.entries(value)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (item !== null && typeof item === 'object' && !Array.isArray(item)) flatten(item as Record<string, unknown>, path, into);
    else into.set(path, item);
  }
  return into;
}
