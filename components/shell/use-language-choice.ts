'use client';

import { useRouter } from 'next/navigation';
import { LOCALE_COOKIE } from '@/lib/i18n/language';

const YEAR_SECONDS = 31_536_000;

/** Remembers a language in this browser and draws the page again in it. */
export function useLanguageChoice(): (language: string) => void {
  const router = useRouter();
  return (language) => {
    document.cookie = `${LOCALE_COOKIE}=${language}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    router.refresh();
  };
}
