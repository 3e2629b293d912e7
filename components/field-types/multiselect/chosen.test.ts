import { expect, it } from 'vitest';
import { chosenIn, heldOf, toggled } from './chosen';

it('holds a list as text, and nothing as none', () => {
  expect(chosenIn(heldOf(['a', 'b, "c"']))).toEqual(['a', 'b, "c"']);
  expect([heldOf([]), chosenIn('')]).toEqual(['', []]);
});
it('keeps the options’ order, and what is no longer an option until it is taken away', () => {
  expect(toggled(['a', 'b', 'c'], ['c'], 'a')).toEqual(['a', 'c']);
  expect(toggled(['a', 'b'], ['b', 'gone'], 'a')).toEqual(['a', 'b', 'gone']);
  expect(toggled(['a', 'b'], ['b', 'gone'], 'gone')).toEqual(['b']);
});
