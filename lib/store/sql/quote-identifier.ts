/** Bytes of an identifier in Postgres (NAMEDATALEN - 1); a longer one would be cut silently by the server. */
export const IDENTIFIER_MAX_BYTES = 63;

/** A name that no server would take as it is. A programming or configuration mistake, never user input unchecked. */
export class IdentifierError extends Error {
  constructor(readonly reason: 'empty' | 'nul' | 'too_long' | 'not_unicode') {
    super(`identifier refused: ${reason}`);
    this.name = 'IdentifierError';
  }
}

export interface QuoteOptions {
  /** Quote character of the engine; doubled inside. Default `"` (SQL standard). */
  quote?: '"' | '`';
  maxBytes?: number;
}

/**
 * The only way a name gets into SQL text.
 * @throws IdentifierError when it is empty, holds NUL or a lone surrogate, or exceeds the engine's limit.
 */
export function quoteIdentifier(name: string, { quote = '"', maxBytes = IDENTIFIER_MAX_BYTES }: QuoteOptions = {}): string {
  if (name.length === 0) throw new IdentifierError('empty');
  if (name.includes('\0')) throw new IdentifierError('nul');
  // A lone surrogate becomes U+FFFD on the wire: two different names would be one.
  if (/\p{Cs}/u.test(name)) throw new IdentifierError('not_unicode');
  if (Buffer.byteLength(name, 'utf8') > maxBytes) throw new IdentifierError('too_long');
  return quote + name.replaceAll(quote, quote + quote) + quote;
}

/**
 * A text as SQL literal, for statements that take no parameters (COMMENT, PASSWORD). Safe with
 * either setting of `standard_conforming_strings`.
 */
export function quoteLiteral(text: string): string {
  if (text.includes('\0')) throw new IdentifierError('nul');
  const doubled = text.replaceAll("'", "''");
  return doubled.includes('\\') ? ` E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
}
