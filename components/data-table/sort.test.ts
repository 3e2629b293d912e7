import { describe, expect, it } from 'vitest';
import { listInput } from './list-params';
import { nextSort, sortDirection } from './sort';

describe('sorting by clicks', () => {
  it('goes up, down, and back to the own order', () => {
    expect(nextSort('', 'name')).toBe('name');
    expect(nextSort('name', 'name')).toBe('-name');
    expect(nextSort('-name', 'name')).toBe('');
    expect(nextSort('-slug', 'name')).toBe('name');
  });
  it('tells the direction of its own column only', () => {
    expect([sortDirection('name', 'name'), sortDirection('-name', 'name'), sortDirection('slug', 'name')]).toEqual(['ascending', 'descending', null]);
  });
});

describe('the address of a list', () => {
  it('leaves out what is empty', () => {
    expect(listInput({ q: '', sort: '-name', cursor: '', filters: { status: 'ACTIVE', serverId: '' } })).toEqual({ sort: '-name', status: 'ACTIVE' });
  });
});
