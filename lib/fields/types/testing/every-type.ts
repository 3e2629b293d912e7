import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDecision, issueWords } from '@/lib/fields/check-decision';
import { MESSAGES } from '@/lib/i18n/messages';
import { fieldChangeSchema, fieldDecisionSchema, type FieldValidation } from '@/lib/model/field';
import { valueFromText, valueToText, type FieldType } from '..';
import { HOSTILE, NO_TEXT } from './hostile';
import type { Samples } from './samples-of';

const RUNS = { numRuns: 50 };
/** What drivers make of a stored value that they were given as text. */
const asDriver = (type: FieldType, stored: unknown): unknown => (type.storage({ options: ['a'] }).kind === 'json' ? JSON.parse(String(stored)) : stored);
const withRules = ({ rules, values }: Samples) => rules.chain((validation) => values(validation).map((value) => ({ validation, value })));

const describeValue = (value: unknown): string => `${typeof value} ${String(typeof value === 'string' ? value.slice(0, 40) : Object.prototype.toString.call(value))}`;

/** What every type keeps to, whatever it is. */
export function describeFieldType(type: FieldType, samples: Samples): void {
  const name = type.type;
  describe(name, () => {
    it('can be added, and says of itself what is needed', () => {
      expect(fieldChangeSchema.safeParse({ op: 'add', name: 'x', type: name }).success).toBe(true);
      expect(type.operators).toContain('isNull');
      expect(new Set(type.operators).size).toBe(type.operators.length);
      expect(type.canBeUnique && !type.canBeIndexed).toBe(false);
    });

    it('reads every value into one form, which comes back from a column and from a file', () => {
      fc.assert(
        fc.property(withRules(samples), ({ validation, value }) => {
          expect(type.check?.(validation) ?? []).toEqual([]);
          const read = type.value(validation).safeParse(value);
          expect(read.error).toBeUndefined();
          const canonical = read.data ?? null;
          expect(type.value(validation).safeParse(canonical).data).toEqual(canonical);
          expect(type.fromStored(asDriver(type, type.toStored(canonical)))).toEqual(canonical);
          const cell = valueToText(type, canonical);
          // An empty text and nothing are one in a file.
          if (cell !== '') expect(type.value(validation).safeParse(valueFromText(type, cell)).data).toEqual(canonical);
        }),
        RUNS,
      );
    });

    it('refuses what is no value of it, with words that there are, quickly', () => {
      const { rules, wrong } = samples;
      const [validation = {}] = fc.sample(rules, { numRuns: 1, seed: 1 });
      for (const value of [null, undefined, ...wrong, ...NO_TEXT.filter((one) => one !== undefined)]) {
        const read = type.value(validation).safeParse(value);
        expect(read.success, `${name} ${describeValue(value)}`).toBe(false);
        expect(Object.keys(MESSAGES.en.validation)).toContain(issueWords(read.error?.issues[0]).message);
      }
    });

    it('takes hostile text as it is, or refuses it', () => {
      const { rules } = samples;
      fc.assert(
        fc.property(rules, fc.constantFrom(...HOSTILE), (validation, text) => {
          for (const value of [text, [text], { [text]: text }]) {
            const read = type.value(validation).safeParse(value);
            if (read.success) expect(type.fromStored(asDriver(type, type.toStored(read.data)))).toEqual(read.data);
          }
          const cell = type.value(validation).safeParse(valueFromText(type, text));
          if (cell.success && text !== '') expect(cell.data).not.toBeNull();
        }),
        RUNS,
      );
    });

    it('refuses rules that make no sense, and rules of others', () => {
      const { senseless } = samples;
      const decide = (validation: FieldValidation) => checkDecision(fieldDecisionSchema.parse({ name: 'x', type: name, validation }), type);
      for (const validation of senseless) expect(decide(validation), JSON.stringify(validation)).not.toEqual([]);
      if (!type.settings.includes('scale')) expect(decide({ ...senseless[0], scale: 2 })).toContainEqual({ path: 'validation.scale', message: 'fieldRuleForeign' });
      expect(checkDecision({ ...fieldDecisionSchema.parse({ name: 'x', type: name, validation: type.settings.includes('options') ? { options: ['a'] } : {} }), unique: true, indexed: true }, type).map((issue) => issue.path)).toEqual([
        ...(type.canBeUnique ? [] : ['unique']),
        ...(type.canBeIndexed ? [] : ['indexed']),
      ]);
    });
  });
}
