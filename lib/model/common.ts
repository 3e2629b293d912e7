import { z } from 'zod';
import { LANGUAGES } from './states';

export { DRIVERS, LANGUAGES, type Language } from './states';
export const languageSchema = z.enum(LANGUAGES);

export const ISOLATIONS = ['schema', 'database', 'file'] as const;
export const isolationSchema = z.enum(ISOLATIONS);
export type Isolation = z.infer<typeof isolationSchema>;

/** RFC 3339, UTC, milliseconds. */
export const timestampSchema = z.iso.datetime();

/** Query of every list: `limit` 1–200, an opaque cursor, free-text search, `field` or `-field`. */
export const listInputSchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
  q: z.string().trim().max(200).optional(),
  sort: z.string().max(64).optional(),
});
export type ListInput = z.infer<typeof listInputSchema>;

/** Answer of every list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int().optional() });
}

/** Answer of a list that is always whole. */
export function wholeListOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.null() });
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
}
