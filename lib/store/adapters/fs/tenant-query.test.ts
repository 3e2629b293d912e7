import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sampleTenant } from '@/lib/store/testing/fs-entities';
import { type Row, mendRows, sortRows } from './tenant-query';

const rowOf = (slug: string, name: string): Row => ({ slug, good: { config: sampleTenant(slug, { name }), version: name }, haystack: '' });
const names = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), fc.constantFrom('x', 'y', 'Z', 'é'));

it('a sorted list that was mended is the list sorted anew', () => {
  fc.assert(
    fc.property(names, names, (before, after) => {
      const rows = (of: Record<string, string>) => Object.entries(of).map(([slug, name]) => rowOf(slug, name));
      const changed = new Set([...Object.keys(before), ...Object.keys(after)].filter((slug) => before[slug] !== after[slug]));
      const mended = mendRows(sortRows(rows(before), 'name'), changed, rows(after).filter(({ slug }) => changed.has(slug)), 'name');
      expect(mended.map(({ key, row }) => [key, row.slug])).toEqual(sortRows(rows(after), 'name').map(({ key, row }) => [key, row.slug]));
    }),
  );
});
