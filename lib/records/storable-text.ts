/** Text as both dialects store and give it back: no NUL (Postgres refuses it), no lone surrogate (UTF-8 has none). */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

export function storableTextOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : storableText(text);
}
