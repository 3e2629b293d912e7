import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IDENTIFIER_MAX_BYTES, IdentifierError, quoteIdentifier, quoteLiteral } from './quote-identifier';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('"', '`', "'", '\\', ';', '-', '\n', '\0', '$', 'é', '😀', '\ud800'), minLength: 1, maxLength: 70 }),
);

/** What an SQL scanner reads: the identifier and nothing behind it. */
function scan(quoted: string, quote: string): string | null {
  if (!quoted.startsWith(quote)) return null;
  let name = '';
  for (let i = 1; i < quoted.length; i++) {
    if (quoted[i] !== quote) name += quoted[i];
    else if (quoted[i + 1] === quote) name += quoted[i++];
    else return i === quoted.length - 1 ? name : null;
  }
  return null;
}

describe('quoteIdentifier', () => {
  it('reads back as exactly the name, or is refused', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom('"' as const, '`' as const), (name, quote) => {
        const bad = name.includes('\0') || /\p{Cs}/u.test(name) || Buffer.byteLength(name) > IDENTIFIER_MAX_BYTES;
        if (bad) expect(() => quoteIdentifier(name, { quote })).toThrow(IdentifierError);
        else expect(scan(quoteIdentifier(name, { quote }), quote)).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });

  it('counts bytes, not characters', () => {
    expect(quoteIdentifier('é'.repeat(31))).toHaveLength(33);
    expect(() => quoteIdentifier('é'.repeat(32))).toThrow('too_long');
    expect(() => quoteIdentifier('')).toThrow('empty');
  });

  it('makes literals that end where they should', () => {
    expect(quoteLiteral("O'Hara")).toBe("'O''Hara'");
    expect(quoteLiteral("a\\'b")).toBe(" E'a\\\\''b'");
  });
});
