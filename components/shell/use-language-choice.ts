'use client';

import { useRouter } from 'next/navigation';
import { LOCALE_COOKIE } from '@/lib/i18n/language';
import { rememberChoice } from './remember-choice';

/** Remembers a language in this browser and draws the page again in it. */
export function useLanguageChoice(): (language: string) => void {
  const router = useRouter();
  return (language) => {
    rememberChoice(LOCALE_COOKIE, language);
    router.refresh();
  };
}
