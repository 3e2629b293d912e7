import { describe, expect, it } from 'vitest';
import { changesBetween } from './audit-changes';

describe('changesBetween', () => {
  it('lists what changed, by dotted path', () => {
    expect(changesBetween({ a: 1, b: { c: 2, d: 3 }, updatedAt: 'x' }, { a: 1, b: { c: 5, d: 3 }, updatedAt: 'y' })).toEqual([{ path: 'b.c', before: 2, after: 5 }]);
  });
  it('tells that a secret changed, and never what it was or is', () => {
    const changes = changesBetween({ passwordSealed: 'old-secret', tls: { privateKey: 'k1' } }, { passwordSealed: 'new-secret', tls: { privateKey: 'k2' } });
    expect(changes.map((change) => change.path)).toEqual(['passwordSealed', 'tls.privateKey']);
    expect(JSON.stringify(changes)).not.toMatch(/old-secret|new-secret|k1|k2/);
  });
  it('shows creation and removal', () => {
    expect(changesBetween(null, { name: 'x' })).toEqual([{ path: 'name', before: null, after: 'x' }]);
    expect(changesBetween({ name: 'x' }, null)).toEqual([{ path: 'name', before: 'x', after: null }]);
  });
});
