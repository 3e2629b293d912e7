import { LANGUAGES, type Language } from '@/lib/model/common';

export const LOCALE_COOKIE = 'tenantry-locale';

/** The caller's language: the remembered choice, else the first of `Accept-Language` that we speak (RFC 9110 §12.5.4), else English. */
export function languageOf(headers: Headers): Language {
  const cookie = /(?:^|;\s*)tenantry-locale=([a-z]{2})/.exec(headers.get('cookie') ?? '')?.[1];
  if (isLanguage(cookie)) return cookie;
  const wanted = (headers.get('accept-language') ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=');
      return { tag: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .sort((a, b) => b.quality - a.quality);
  return wanted.map(({ tag }) => tag).find(isLanguage) ?? 'en';
}

function isLanguage(value: string | undefined): value is Language {
  return value !== undefined && (LANGUAGES as readonly string[]).includes(value);
}
