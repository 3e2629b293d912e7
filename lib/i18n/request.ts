import { headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { languageFrom } from './language';
import { MESSAGES } from './messages';

/** No language in the address: the remembered choice, else what the browser asks for. */
export default getRequestConfig(async () => {
  const locale = languageFrom(await headers());
  return { locale, messages: MESSAGES[locale], timeZone: 'UTC' };
});
