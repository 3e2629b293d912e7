import { describe, expect, it } from 'vitest';
import { withDependents, withNeeded } from './chosen-scopes';

const SCOPES = [{ name: 'a', dependsOn: null }, { name: 'b', dependsOn: 'a' }, { name: 'c', dependsOn: 'b' }, { name: 'x', dependsOn: 'y' }, { name: 'y', dependsOn: 'x' }];

describe('choosing scopes', () => {
  it('brings what one depends on', () => expect(withNeeded(['x'], 'c', SCOPES)).toEqual(['x', 'c', 'b', 'a']));
  it('takes along what depends on one', () => expect(withDependents(['a', 'b', 'c', 'x'], 'a', SCOPES)).toEqual(['x']));
  it('ends where a file has a circle', () => {
    expect(withNeeded([], 'x', SCOPES)).toEqual(['x', 'y']);
    expect(withDependents(['x', 'y', 'a'], 'y', SCOPES)).toEqual(['a']);
  });
});
