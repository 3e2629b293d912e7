import { expect, it } from 'vitest';
import { select } from './select';

const validation = { options: ['it', { value: 'hr', label: { es: 'Personas' } }] };

it('is one of its options', () => {
  expect(select.value(validation).safeParse('hr').success).toBe(true);
  expect(select.value(validation).safeParse('HR').error?.issues[0]?.message).toBe('invalidOption');
  expect(select.storage(validation)).toEqual({ kind: 'enum', options: ['it', 'hr'] });
});
it('has options, none of them twice', () => {
  expect(select.check?.({})).toEqual([{ path: 'options', message: 'fieldOptionsRequired' }]);
  expect(select.check?.({ options: ['a', { value: 'a' }] })).toEqual([{ path: 'options', message: 'fieldOptionTwice' }]);
});
