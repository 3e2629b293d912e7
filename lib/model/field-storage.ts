import { z } from 'zod';

/**
 * What a field's values are kept as, said without naming an engine: an adapter maps it to a column and its CHECKs.
 * Numbers beyond 2^53 and decimals travel as text.
 */
export const fieldStorageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    minLength: z.number().int().nullable(),
    maxLength: z.number().int(),
    /** Compared, indexed and kept unique without regard to case. */
    ignoreCase: z.boolean(),
  }),
  z.object({ kind: z.literal('int64'), min: z.string().nullable(), max: z.string().nullable() }),
  z.object({ kind: z.literal('decimal'), precision: z.number().int(), scale: z.number().int(), min: z.string().nullable(), max: z.string().nullable() }),
  z.object({ kind: z.literal('boolean') }),
  z.object({ kind: z.literal('date'), min: z.string().nullable(), max: z.string().nullable() }),
  z.object({ kind: z.literal('datetime'), min: z.string().nullable(), max: z.string().nullable() }),
  z.object({ kind: z.literal('enum'), options: z.array(z.string()) }),
]);
export type FieldStorage = z.infer<typeof fieldStorageSchema>;

/** A value as a statement's parameter: text for integers, decimals, dates and moments, so that no driver rounds it. */
export type StoredValue = string | boolean;
