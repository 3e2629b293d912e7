interface ErrorTexts {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
  raw(key: string): unknown;
}

/** As `errorWords` of lib/i18n, over the texts that are in the page already. */
export function errorCodeWords(t: ErrorTexts, { code, params }: { code: string; params: Record<string, string | number> }): { title: string; detail: string } {
  const known = t.has(`${code}.title`) ? code : 'internal';
  const values = { ...(t.raw('fallback') as Record<string, string>), count: 0, ...params };
  return { title: t(`${known}.title`, values), detail: t(`${known}.detail`, values) };
}
