'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { useController } from 'react-hook-form';
import { FONT_STACKS, FONTS, RADIUS_MAX } from '@/lib/model/branding-parts';
import type { BrandingForm } from './use-branding-form';

/** Font and corners. */
export function LookPanel({ form, readOnly }: { form: BrandingForm; readOnly: boolean }) {
  return (
    <div className="space-y-6 p-4">
      <FontChoice form={form} readOnly={readOnly} />
      <RadiusField form={form} readOnly={readOnly} />
    </div>
  );
}

function FontChoice({ form, readOnly }: { form: BrandingForm; readOnly: boolean }) {
  const t = useTranslations('branding');
  const id = useId();
  const { field } = useController({ control: form.control, name: 'draft.font' });
  return (
    <div className="space-y-1.5">
      <h3 id={id} className="text-sm font-medium">{t('parts.font')}</h3>
      <p className="text-sm text-pretty text-ink-faint">{t('fontHint')}</p>
      <div role="radiogroup" aria-labelledby={id} className="grid grid-cols-2 gap-2 pt-1 sm:grid-cols-3">
        {FONTS.map((font) => (
          <label
            key={font}
            className="relative rounded-lg border bg-surface px-3 py-2.5 text-left transition-colors hover:border-line-strong hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent has-disabled:hover:border-line has-disabled:hover:bg-surface"
          >
            <input type="radio" name={id} value={font} checked={field.value === font} disabled={readOnly} onChange={() => field.onChange(font)} className="absolute inset-0 size-full cursor-default appearance-none rounded-lg outline-none" />
            <span aria-hidden className="block text-xl" style={{ fontFamily: FONT_STACKS[font] }}>{'Aa'}</span>
            <span className="block text-sm">{t(`fonts.${font}`)}</span>
          </label>
        ))}
      </div>
    </div>
  );
}

function RadiusField({ form, readOnly }: { form: BrandingForm; readOnly: boolean }) {
  const t = useTranslations('branding');
  const id = useId();
  const { field: { ref, value, onChange, onBlur } } = useController({ control: form.control, name: 'draft.radius' });
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="flex items-baseline justify-between text-sm font-medium">
        {t('parts.radius')} <output htmlFor={id} className="numeric font-normal text-ink-soft">{t('pixels', { count: value })}</output>
      </label>
      <input
        id={id}
        ref={ref}
        type="range"
        min={0}
        max={RADIUS_MAX}
        step={1}
        disabled={readOnly}
        value={value}
        aria-valuetext={t('pixels', { count: value })}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        onBlur={onBlur}
        className="h-6 w-full accent-accent"
      />
    </div>
  );
}
