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
  /**
   * Some of the options, none of them twice, kept in the options' order. Indexed by its elements where an engine can;
   * where it cannot, the adapter refuses the index (`capability_unsupported`, `indexedSet`).
   */
  z.object({ kind: z.literal('set'), options: z.array(z.string()), minItems: z.number().int().nullable(), maxItems: z.number().int().nullable() }),
  /** In lower case. */
  z.object({ kind: z.literal('uuid') }),
  /** Any JSON but `null`, which is no value; neither indexed nor unique. */
  z.object({ kind: z.literal('json') }),
]);
export type FieldStorage = z.infer<typeof fieldStorageSchema>;

/**
 * A value as a statement's parameter: text for integers, decimals, dates and moments, so that no driver rounds it;
 * for JSON its text, for a set the elements.
 */
export type StoredValue = string | boolean | readonly string[];
