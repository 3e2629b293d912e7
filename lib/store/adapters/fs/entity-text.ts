import type { z } from 'zod';
import { AppError } from '@/lib/errors';
import { mergedYaml, yamlOf } from './yaml-merge';
import { type Outcome, type ParsedYaml, checkContent, readYaml } from './yaml-text';
import { isSame } from './version';

/** What a writer hands in, as the schema reads it. @throws AppError `validation_failed` per field. */
export function validated<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  throw new AppError('validation_failed', {
    issues: checked.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })),
  });
}

export interface Content<T> {
  value: T;
  parsed: ParsedYaml;
}

/** Bytes to entity. */
export function readContent<T extends z.ZodType>(schema: T, bytes: Buffer): Outcome<Content<z.output<T>>> {
  const parsed = readYaml(bytes);
  if (!parsed.ok) return parsed;
  const checked = checkContent(schema, parsed.value);
  return checked.ok ? { ok: true, value: { value: checked.value, parsed: parsed.value } } : checked;
}

/** The bytes of a text, if reading them gives exactly `value` back. */
function proven(schema: z.ZodType, make: () => string, value: unknown): Buffer | null {
  try {
    const bytes = Buffer.from(make(), 'utf8');
    const read = readContent(schema, bytes);
    return read.ok && isSame(read.value.value, value) ? bytes : null;
  } catch {
    return null;
  }
}

/** Entity to the bytes of a new file; what cannot be read back is never written. */
export function newBytes(schema: z.ZodType, value: unknown): Buffer {
  const bytes = proven(schema, () => yamlOf(value), value);
  if (!bytes) throw new AppError('internal', { cause: new Error('a new file would not read back') });
  return bytes;
}

/** Entity to the bytes of a file that there is: comments and unknown keys stay. */
export function changedBytes<T>(schema: z.ZodType, content: Content<T>, after: T): Buffer {
  const raw: unknown = content.parsed.document.toJS();
  const merged = proven(schema, () => mergedYaml(content.parsed.document, content.value, after), after);
  if (merged) return merged;
  // Anchors whose target changed cannot be kept: written out in full, unknown keys stay, comments go.
  const resolved = readYaml(Buffer.from(yamlOf(raw), 'utf8'));
  const plain = resolved.ok ? proven(schema, () => mergedYaml(resolved.value.document, content.value, after), after) : null;
  if (!plain) throw new AppError('internal', { cause: new Error('a changed file would not read back') });
  return plain;
}
