'use client';

import { Languages } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { Field } from '@/components/form/field';
import { LANGUAGE_NAMES } from '@/components/shell/language-names';
import { Input } from '@/components/ui/input';
import { LANGUAGES } from '@/lib/model/states';
import type { FieldFormValues } from './field-values';

interface LocalizedInputProps {
  form: UseFormReturn<FieldFormValues, unknown, FieldFormValues>;
  name: 'label' | 'description';
  hint?: string;
}

/** A text in the reader's language, and on demand in the others; those that are empty read the one there is. */
export function LocalizedInput({ form, name, hint }: LocalizedInputProps) {
  const t = useTranslations('fields');
  const tp = useTranslations('plan');
  const language = useLocale();
  const id = useId();
  const others = LANGUAGES.filter((one) => one !== language);
  const [open, setOpen] = useState(() => others.some((one) => form.getValues(`${name}.${one}`) !== ''));
  const errors = form.formState.errors[name];
  return (
    <div className="space-y-2">
      <Field label={t(name)} hint={hint} error={errors?.message ?? errors?.[language]?.message} optional>
        <Input autoComplete="off" lang={language} {...form.register(`${name}.${language}`)} />
      </Field>
      {open ? (
        <div role="group" aria-label={tp('otherLanguages', { what: t(name) })} id={id} className="space-y-2 border-l pl-3">
          {others.map((one) => (
            <Field key={one} label={tp('inLanguage', { what: t(name), language: LANGUAGE_NAMES[one] })} error={errors?.[one]?.message} optional>
              <Input autoComplete="off" lang={one} {...form.register(`${name}.${one}`)} />
            </Field>
          ))}
        </div>
      ) : (
        <button type="button" onClick={() => setOpen(true)} className="inline-flex min-h-6 items-center gap-1.5 rounded-sm text-sm text-accent-ink hover:underline">
          <Languages className="size-4" aria-hidden />
          {tp('addLanguages')}
        </button>
      )}
    </div>
  );
}
