import type * as fc from 'fast-check';
import type { FieldValidation, FieldValue } from '@/lib/model/field';

/** What a type is tried with, in `samples/<type>.ts`: found by the type's name, so that a new one is listed nowhere. */
export interface Samples {
  /** Rules that make sense together. */
  rules: fc.Arbitrary<FieldValidation>;
  /** Values, as they are given, that keep these rules. */
  values(validation: FieldValidation): fc.Arbitrary<FieldValue>;
  /** What is refused whatever the rules are. */
  wrong: readonly unknown[];
  /** Rules that are refused. */
  senseless: readonly FieldValidation[];
}

export const samplesOf = async (type: string): Promise<Samples> => ((await import(`./samples/${type}.ts`)) as { samples: Samples }).samples;
