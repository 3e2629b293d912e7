import { describe, expect, it } from 'vitest';
import { ownChoice, readColumns, writeColumns } from './column-address';
import { pageBefore, trailAfter } from './page-trail';

const COLUMNS = [{ id: 'name', enableHiding: false }, { id: 'slug' }, { id: 'updatedAt', meta: { hidden: true } }, { id: 'created' }];

describe('columns in the address', () => {
  it('are what is shown beside the name, in one order', () => {
    expect(writeColumns(COLUMNS, ownChoice(COLUMNS))).toBe('created,slug');
    expect(writeColumns(COLUMNS, { slug: false, created: false, updatedAt: false })).toBe('-');
  });
  it('are read back, without those the table does not have', () => {
    expect(readColumns(COLUMNS, 'updatedAt,constructor,slug')).toEqual({ slug: true, updatedAt: true, created: false });
    expect(readColumns(COLUMNS, '-')).toEqual({ slug: false, updatedAt: false, created: false });
    expect(readColumns(COLUMNS, 'name,nothing')).toBeNull();
  });
});

describe('pages one came by', () => {
  it('are gone back along, whoever moved: the button or the browser', () => {
    const trail = trailAfter(trailAfter([], '', 'b'), 'b', 'c');
    expect([pageBefore(trail, 'c'), pageBefore(trail, 'b'), pageBefore(trail, '')]).toEqual(['b', '', null]);
    expect(trailAfter(trail, '', 'x')).toEqual(['', 'x']);
  });
  it('are not known after coming by an address', () => {
    expect(pageBefore([], 'c')).toBeNull();
    expect(trailAfter([], 'c', 'd')).toEqual(['c', 'd']);
  });
});
