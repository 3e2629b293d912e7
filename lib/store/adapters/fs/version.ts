import { createHash } from 'node:crypto';

/** Bytes of a version: 16 hex digits are ample to tell changes of one file apart. */
const VERSION_LENGTH = 16;

/** Version of a file: of its bytes, so that an edit by hand changes it too. */
export function versionOfBytes(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, VERSION_LENGTH);
}

/** JSON with sorted keys and without undefined: equal for equal content. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Version of one item of a list: of its content. */
export function versionOfItem(item: unknown): string {
  return versionOfBytes(canonical(item));
}

export function isSame(a: unknown, b: unknown): boolean {
  return a === b || canonical(a) === canonical(b);
}
