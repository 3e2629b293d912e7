'use client';

import { useTranslations } from 'next-intl';
import { LANGUAGE_NAMES } from '@/components/shell/language-names';
import type { FontName, Theme } from '@/lib/model/branding';
import type { ThemePart } from './theme-parts';

export interface ThemeWords {
  label: (part: ThemePart) => string;
  /** What a part says; empty for nothing. */
  value: (part: ThemePart, value: string | number | null) => string;
}

/** The parts of a theme, and what they say, in words. */
export function useThemeWords(): ThemeWords {
  const t = useTranslations('branding');
  return {
    label: (part) => {
      if (part.kind === 'color') return t('colorOf', { role: t(`roles.${part.role}`), mode: t(`modes.${part.mode}`) });
      if (part.kind === 'text') return t('textOf', { text: t(`texts.${part.key}`), language: LANGUAGE_NAMES[part.language] });
      return t(`parts.${part.path}`);
    },
    value: (part, value) => {
      if (value === null || value === '') return '';
      if (part.kind === 'image') return t('imageNamed', { id: String(value).slice(0, 8) });
      if (part.path === 'appearance') return t(`appearances.${value as Theme['appearance']}`);
      if (part.path === 'font') return t(`fonts.${value as FontName}`);
      return part.path === 'radius' ? t('pixels', { count: Number(value) }) : String(value);
    },
  };
}
