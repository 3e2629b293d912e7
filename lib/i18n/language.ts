import { LANGUAGES, type Language } from '@/lib/model/states';

/** Remembers the language a person chose. Readable by scripts: it is not a secret. */
export const LOCALE_COOKIE = 'tenantry-locale';
const COOKIE = new RegExp(`(?:^|;\\s*)${LOCALE_COOKIE}=([a-z]{2})(?:;|$)`);

/** The remembered language, else the best of `Accept-Language` that we speak (RFC 9110 §12.5.4), else English. */
export function languageFrom(headers: Pick<Headers, 'get'>): Language {
  const remembered = COOKIE.exec(headers.get('cookie') ?? '')?.[1];
  if (isLanguage(remembered)) return remembered;
  const wanted = (headers.get('accept-language') ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';');
      const quality = rest.map((item) => /^\s*q=([\d.]+)/.exec(item)?.[1]).find((value) => value !== undefined);
      return { tag: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted.map(({ tag }) => tag).find(isLanguage) ?? 'en';
}

function isLanguage(value: string | undefined): value is Language {
  return (LANGUAGES as readonly (string | undefined)[]).includes(value);
}
