import { expect, it } from 'vitest';
import { fromLocalInput, toLocalInput } from './moments';

it('carry through the reader’s clock to the second', () => {
  expect(fromLocalInput(toLocalInput('2024-05-06T07:08:09.000Z'))).toBe('2024-05-06T07:08:09.000Z');
  expect(fromLocalInput('nonsense')).toBe('nonsense');
  expect(toLocalInput('nonsense')).toBe('');
});
