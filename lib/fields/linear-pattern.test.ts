import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearPattern } from './linear-pattern';

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '(?:ab)', '(a|b)', '\\.', '[a-c]', '[0-9_]');
const piece = fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,3}', '{0,2}', '{1,}')).map((parts) => parts.join(''));
const pattern = fc.array(fc.array(piece, { maxLength: 4 }).map((parts) => parts.join('')), { minLength: 1, maxLength: 3 }).map((ways) => ways.join('|'));

describe('patterns', () => {
  it('match what the language’s own engine matches', () => {
    fc.assert(
      fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '.', '_', '\n'), maxLength: 8 }), (source, text) => {
        const matches = linearPattern(source);
        expect(matches, source).not.toBeNull();
        expect(matches?.(text), `${source} on ${JSON.stringify(text)}`).toBe(new RegExp(`^(?:${source})$`, 'u').test(text));
      }),
      { numRuns: 1_000 },
    );
  });
  it('take anchors around the whole, and refuse what needs backtracking', () => {
    expect(linearPattern('^[A-Z]{2}-\\d{4}$')?.('AB-1234')).toBe(true);
    expect(linearPattern('a\\$')?.('a$')).toBe(true);
    for (const source of ['(a)\\1', '(?=a)b', '(?<n>a)', '(?<!a)b', 'a**', '(', ')', '[a', 'a{3,1}', 'a{999}', '*', 'a|*', '(?:(?:(?:a{200}){200}){200}){200}', '\\']) expect(linearPattern(source), source).toBeNull();
  });
  it('stay linear where backtracking explodes', () => {
    const text = `${'a'.repeat(5_000)}!`;
    for (const source of ['(a+)+', '(a|a)*', '(.*)*x', '(a|aa)+$']) expect(linearPattern(source)?.(text)).toBe(false);
  });
  it('never raise, whatever they are', () => {
    fc.assert(fc.property(fc.string({ maxLength: 20 }), (source) => void linearPattern(source)?.('some text')), { numRuns: 500 });
  });
});
