import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { mergedSet, sameSet, setDifferences, suggestedOfSet } from './merge-sets';

const words = (has: boolean) => (has ? 'yes' : 'no');
const ITEMS: string[] = ['a', 'b', 'c', 'd', 'e'];
const sets = fc.uniqueArray(fc.constantFrom(...ITEMS));

describe('two versions of a set', () => {
  it('differ item by item', () => {
    expect(setDifferences(['b', 'a'], ['b', 'c'], words)).toEqual([{ name: 'a', label: 'a', mine: 'yes', theirs: 'no' }, { name: 'c', label: 'c', mine: 'no', theirs: 'yes' }]);
  });

  it.prop([sets, sets, sets])('lose nobody’s change when all is chosen as it is suggested', (opened, mine, theirs) => {
    const rows = setDifferences(mine, theirs, words);
    const taken = rows.map(({ name }) => name).filter((name) => suggestedOfSet(opened, mine)(name) === 'theirs');
    const merged = mergedSet(mine, theirs, taken);
    for (const item of ITEMS) {
      const changedBy = [mine, theirs].filter((version) => version.includes(item) !== opened.includes(item));
      // Of an item that is there or is not, two who change it agree.
      expect(merged.includes(item)).toBe(changedBy.length > 0 ? !opened.includes(item) : opened.includes(item));
    }
  });

  it.prop([sets, sets])('become the one or the other when all is chosen of one side', (mine, theirs) => {
    const all = setDifferences(mine, theirs, words).map(({ name }) => name);
    expect(sameSet(mergedSet(mine, theirs, []), mine)).toBe(true);
    expect(sameSet(mergedSet(mine, theirs, all), theirs)).toBe(true);
  });
});
