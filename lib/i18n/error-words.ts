import { createTranslator } from 'next-intl';
import type { Language } from '@/lib/model/common';
import { MESSAGES } from './messages';

type Params = Record<string, string | number>;
type Loose = (key: string, values?: Params) => string;

/** Words of an error code, for a person, in their language. Values a message wants and did not get are worded around. */
export function errorWords(language: Language, code: string, params: Params = {}): { title: string; detail: string } {
  const { errors } = MESSAGES[language];
  const known = code in errors && code !== 'fallback' ? code : 'internal';
  const t = createTranslator({ locale: language, messages: { errors }, namespace: 'errors' }) as unknown as Loose;
  const values = { ...errors.fallback, count: 0, users: 0, ...params };
  return { title: t(`${known}.title`, values), detail: t(`${known}.detail`, values) };
}

/** Words of a key below `validation.`; a text that is no key is taken as it is. */
export function validationWords(language: Language, message: string, params: Params = {}): string {
  const { validation } = MESSAGES[language];
  if (!(message in validation)) return message;
  const t = createTranslator({ locale: language, messages: { validation }, namespace: 'validation' }) as unknown as Loose;
  return t(message, { min: 0, max: 0, row: 0, field: '', role: '', ...params });
}
