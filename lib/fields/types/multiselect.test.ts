import { expect, it } from 'vitest';
import { multiselect } from './multiselect';

const validation = { options: ['b', { value: 'a', label: 'A' }, 'c, d'], maxItems: 2 };
const problem = (value: unknown, rules: object = {}) => multiselect.value({ ...validation, ...rules }).safeParse(value).error?.issues[0];

it('is a set: in the options’ order, nothing twice', () => {
  expect(multiselect.value(validation).safeParse(['a', 'b']).data).toEqual(['b', 'a']);
  expect(multiselect.value(validation).safeParse([]).data).toEqual([]);
  expect(problem(['a', 'a'])).toMatchObject({ message: 'fieldChosenTwice' });
  expect(problem(['A'])).toMatchObject({ message: 'invalidOption' });
});
it('has as many as it should', () => {
  expect(problem(['a', 'b', 'c, d'])).toMatchObject({ message: 'fieldTooManyItems', params: { max: 2 } });
  expect(problem([], { minItems: 1 })).toMatchObject({ message: 'fieldTooFewItems', params: { min: 1 } });
  expect(multiselect.check?.({ options: ['a'], minItems: 2 })).toEqual([{ path: 'minItems', message: 'fieldLimitsCrossed' }]);
  expect(multiselect.storage(validation)).toEqual({ kind: 'set', options: ['b', 'a', 'c, d'], minItems: null, maxItems: 2 });
});
it('is a list in a cell, and JSON where that could be misread', () => {
  expect(multiselect.toText?.(['b', 'a'])).toBe('b, a');
  expect(multiselect.toText?.(['c, d'])).toBe('["c, d"]');
  expect(multiselect.toText?.([])).toBe('[]');
  expect(multiselect.fromText?.('b,a')).toEqual(['b', 'a']);
});
