'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { useSyncExternalStore } from 'react';
import { Field } from '@/components/form/field';
import { LANGUAGE_NAMES } from '@/components/shell/language-names';
import { useLanguageChoice } from '@/components/shell/use-language-choice';
import { THEMES } from '@/components/shell/user-menu';
import { Card } from '@/components/ui/card';
import { Select } from '@/components/ui/select';
import { LANGUAGES } from '@/lib/model/states';

const never = () => () => undefined;

/** Language and theme of this browser. */
export function Preferences() {
  const t = useTranslations('settings');
  const tn = useTranslations('nav');
  const locale = useLocale();
  const choose = useLanguageChoice();
  const { theme, setTheme } = useTheme();
  // The server does not know the theme: it draws the default, and the browser its own.
  const mounted = useSyncExternalStore(never, () => true, () => false);
  return (
    <Card title={t('preferences')} description={t('preferencesDetail')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={tn('language')}>
          <Select value={locale} onChange={(event) => choose(event.target.value)}>
            {LANGUAGES.map((value) => (
              <option key={value} value={value} lang={value}>
                {LANGUAGE_NAMES[value]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={tn('theme')}>
          <Select value={mounted ? (theme ?? 'system') : 'system'} onChange={(event) => setTheme(event.target.value)}>
            {THEMES.map((value) => (
              <option key={value} value={value}>
                {tn(`themes.${value}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </Card>
  );
}
