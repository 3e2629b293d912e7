import { invalidField } from '@/lib/errors';

/** An opaque keyset cursor over the values a list is sorted by. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws AppError `validation_failed` on `cursor` when it is not one of ours */
export function decodeCursor(cursor: string, kinds: readonly ('number' | 'string')[]): (string | number)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(values) || values.length !== kinds.length) throw new Error('shape');
    for (const [index, kind] of kinds.entries()) {
      if (typeof values[index] !== kind || (kind === 'number' && !Number.isSafeInteger(values[index]))) throw new Error('type');
    }
    return values as (string | number)[];
  } catch {
    throw invalidField('cursor', 'invalid');
  }
}
