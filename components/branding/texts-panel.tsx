'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/form/field';
import { LANGUAGE_NAMES } from '@/components/shell/language-names';
import { Input, Textarea } from '@/components/ui/input';
import { Segments } from '@/components/ui/tabs';
import { TEXT_KEYS } from '@/lib/model/branding-parts';
import { LANGUAGES, type Language } from '@/lib/model/states';
import type { PreviewPage } from './place';
import type { PreviewWords } from './preview/preview-words';
import { LINK_KEYS, type TextKey } from './theme-parts';
import type { BrandingForm } from './use-branding-form';

const LONG: ReadonlySet<TextKey> = new Set<TextKey>(['signInSubtitle', 'registerSubtitle', 'footer']);
/** Where a text is seen. */
const SEEN_ON: Partial<Record<TextKey, PreviewPage>> = { signInTitle: 'signIn', signInSubtitle: 'signIn', registerTitle: 'register', registerSubtitle: 'register' };

interface TextsPanelProps {
  form: BrandingForm;
  words: PreviewWords;
  language: Language;
  onLanguage: (language: Language) => void;
  /** Shows the page that has the text under the cursor. */
  onPage: (page: PreviewPage) => void;
  readOnly: boolean;
}

/** What the pages say in each language, and where they lead. */
export function TextsPanel({ form, words, language, onLanguage, onPage, readOnly }: TextsPanelProps) {
  const t = useTranslations('branding');
  const errors = form.formState.errors.draft;
  const usual: Partial<Record<TextKey, string>> = { signInTitle: words[language].signInTitle, registerTitle: words[language].registerTitle };
  return (
    <div className="space-y-6 p-4">
      <div className="space-y-4">
        <div className="space-y-1.5">
          <Segments label={t('languageLabel')} value={language} options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))} onChange={onLanguage} />
          <p className="text-sm text-pretty text-ink-faint">{t('textsHint')}</p>
        </div>
        <fieldset disabled={readOnly} className="min-w-0 space-y-4" aria-label={LANGUAGE_NAMES[language]}>
          {TEXT_KEYS.map((key) => {
            const Control = LONG.has(key) ? Textarea : Input;
            const page = SEEN_ON[key];
            return (
              <Field key={`${language}.${key}`} label={t(`texts.${key}`)} error={errors?.texts?.[language]?.[key]?.message}>
                <Control lang={language} autoComplete="off" placeholder={usual[key]} className={LONG.has(key) ? 'min-h-16' : undefined} onFocus={() => page && onPage(page)} {...form.register(`draft.texts.${language}.${key}`)} />
              </Field>
            );
          })}
        </fieldset>
      </div>
      <section className="space-y-4 border-t pt-5">
        <div className="space-y-1">
          <h3 className="text-sm font-medium">{t('links')}</h3>
          <p className="text-sm text-pretty text-ink-faint">{t('linksHint')}</p>
        </div>
        <fieldset disabled={readOnly} className="min-w-0 space-y-4">
          {LINK_KEYS.map((key) => (
            <Field key={key} label={t(`parts.${key}`)} error={errors?.[key]?.message} optional>
              <Input type="url" inputMode="url" autoComplete="off" placeholder="https://" {...form.register(`draft.${key}`)} />
            </Field>
          ))}
        </fieldset>
      </section>
    </div>
  );
}
