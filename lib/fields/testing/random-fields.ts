import * as fc from 'fast-check';
import type { Field, FieldValidation } from '@/lib/model/field';
import { FIELD_TYPES, findFieldType } from '../types';

const NAMES = ['alpha', 'beta', 'gamma', 'delta'] as const;
const OPTIONS = ['1', '2024-01-01', "it's", 'b\\c'];

/** Rules that a type of the random fields has, where it wants some. */
const RULES: Record<string, FieldValidation> = { select: { options: OPTIONS }, multiselect: { options: OPTIONS } };

/** Values of each type; texts among them that convert to some types and not to others. */
const VALUES: Record<string, readonly unknown[]> = {
  text: ['1', '0', '2024-01-01', '2024-01-01T10:00:00Z', 'true', "it's", 'a@x.test', '1.5', '', 'ñ🦊', 'b\\c', '-7', '{"a":1}', '["1"]'],
  integer: [0, 1, -7, 2024, '9007199254740993', '-9223372036854775808'],
  decimal: ['0', '1', '-7.25', '12345678901234.5678'],
  boolean: [true, false],
  date: ['2024-01-01', '1999-12-31', '0001-01-01'],
  datetime: ['2024-01-01T00:00:00.000Z', '1999-12-31T23:59:59.999Z'],
  email: ['a@x.test', 'B@x.test', 'c@x.test'],
  select: OPTIONS,
  multiselect: [['1'], ["it's", 'b\\c'], []],
  uuid: ['00000000-0000-4000-8000-000000000001', '8f14e45f-ceea-4e7a-9a53-2f6d1c0e7a11'],
  json: [{ a: 1 }, [1, 'x'], 'text', 5, true],
  url: ['https://x.test/', 'https://x.test/a?b=c'],
  phone: ['+34600000000', '+14155550100'],
  country: ['ES', 'PT', 'US'],
};
export const TYPES = FIELD_TYPES.map((type) => type.type).filter((type) => type in VALUES);

/** A value for each of some rows; null where there is none, or where the field's rules refuse it. */
export const valuesFor = ({ type, validation }: Pick<Field, 'type' | 'validation'>, picks: readonly number[]): unknown[] => {
  const values = VALUES[type] ?? [];
  const schema = findFieldType(type)?.value(validation);
  return picks.map((pick) => {
    const value = pick % 4 === 3 ? null : values[pick % Math.max(values.length, 1)];
    return value !== null && schema?.safeParse(value).success ? value : null;
  });
};

export const command = fc.record({
  op: fc.constantFrom('add', 'add', 'rename', 'retype', 'retype', 'alter', 'drop', 'restore'),
  at: fc.nat(7),
  name: fc.constantFrom(...NAMES),
  type: fc.nat(1_000).map((n) => TYPES[n % TYPES.length] ?? 'text'),
  flags: fc.record({ required: fc.boolean(), unique: fc.boolean(), indexed: fc.boolean() }),
  withDefault: fc.boolean(),
  onFailure: fc.constantFrom('abort', 'null', 'default'),
});
export type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** Mostly what makes sense: on a field that is there, with a name that is free; the rest is refused, which is looked at too. */
export function toChange({ op, at, name, type, flags, withDefault, onFailure }: Command, fields: readonly Field[]): Record<string, unknown> {
  const validation = RULES[type] ?? {};
  const fit = fields.filter((field) => (op === 'restore') === (field.state === 'hidden'));
  const field = fit[at % Math.max(fit.length, 1)];
  const free = [...NAMES.slice(NAMES.indexOf(name)), ...NAMES].find((one) => !fields.some((other) => other.name === one && other.state === 'active')) ?? name;
  const can = (of: string) => ({ ...flags, unique: flags.unique && (findFieldType(of)?.canBeUnique ?? false), indexed: flags.indexed && (findFieldType(of)?.canBeIndexed ?? false) });
  const some = (of: string) => VALUES[of]?.[at % VALUES[of].length] ?? null;
  if (op === 'add' || !field) return { op: 'add', name: free, type, validation, ...can(type), ...(withDefault ? { default: some(type) } : {}) };
  const { id } = field;
  if (op === 'rename') return { op, id, name: at % 2 ? free : name };
  if (op === 'retype') return { op, id, type, validation, onFailure: onFailure === 'default' ? { default: some(type) } : onFailure };
  if (op === 'alter') return { op, id, ...can(field.type), ...(withDefault ? { default: some(field.type) } : {}) };
  return { op, id };
}
