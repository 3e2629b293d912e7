'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { useController } from 'react-hook-form';
import { FieldMessage } from '@/components/form/field';
import { Input } from '@/components/ui/input';
import type { ColorRole, Mode } from '@/lib/model/branding';
import { hexOf } from './drawable';
import type { BrandingForm } from './use-branding-form';

interface ColorFieldProps {
  form: BrandingForm;
  mode: Mode;
  role: ColorRole;
  /** What the preview draws while this is half written. */
  drawn: string;
}

/** A colour: by the platform's picker, or written. */
export function ColorField({ form, mode, role, drawn }: ColorFieldProps) {
  const t = useTranslations('branding');
  const id = useId();
  const { field, fieldState } = useController({ control: form.control, name: `draft.${mode}.${role}` });
  const message = fieldState.error?.message;
  return (
    <div className="py-1.5">
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <label htmlFor={id} className="block text-sm font-medium">{t(`roles.${role}`)}</label>
          <p id={`${id}-hint`} className="text-xs text-ink-faint">{t(`roleHints.${role}`)}</p>
        </div>
        <input
          type="color"
          aria-label={t('pick', { role: t(`roles.${role}`) })}
          value={hexOf(field.value) ?? drawn}
          onChange={(event) => {
            field.onChange(event.target.value);
            if (fieldState.invalid) void form.trigger(field.name);
          }}
          className="h-9 w-10 shrink-0 cursor-pointer rounded-md border border-line-strong bg-surface p-1 shadow-sm disabled:cursor-not-allowed [&::-moz-color-swatch]:rounded-sm [&::-moz-color-swatch]:border-0 [&::-webkit-color-swatch]:rounded-sm [&::-webkit-color-swatch]:border-0 [&::-webkit-color-swatch-wrapper]:p-0"
        />
        <Input
          {...field}
          id={id}
          aria-invalid={message ? true : undefined}
          aria-describedby={message ? `${id}-hint ${id}-error` : `${id}-hint`}
          className="w-24 shrink-0 font-mono text-sm"
          maxLength={9}
          autoComplete="off"
          spellCheck={false}
          onBlur={() => {
            // As people write it; the form keeps one way.
            const hex = hexOf(field.value);
            if (hex && hex !== field.value) form.setValue(field.name, hex, { shouldDirty: true, shouldValidate: true });
            field.onBlur();
          }}
        />
      </div>
      {message && <div className="pt-1.5"><FieldMessage id={`${id}-error`} message={message} /></div>}
    </div>
  );
}
