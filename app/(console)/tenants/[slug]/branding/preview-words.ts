import { createTranslator } from 'next-intl';
import type { PreviewWords } from '@/components/branding/preview/preview-words';
import { MESSAGES } from '@/lib/i18n/messages';
import { LANGUAGES, type Language } from '@/lib/model/states';

/** The words of the previewed pages in every language: a reader's own catalogue has but one of them. */
export function previewWords(name: string, slug: string): PreviewWords {
  return Object.fromEntries(LANGUAGES.map((language) => [language, wordsIn(language, name, slug)])) as PreviewWords;
}

function wordsIn(language: Language, name: string, slug: string): PreviewWords[Language] {
  const messages = MESSAGES[language];
  const t = createTranslator({ locale: language, messages, namespace: 'brandingPreview' });
  const keys = Object.keys(messages.brandingPreview) as (keyof typeof messages.brandingPreview)[];
  return Object.fromEntries(keys.map((key) => [key, t(key, { name, slug })])) as PreviewWords[Language];
}
