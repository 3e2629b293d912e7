'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/form/field';
import { Select } from '@/components/ui/select';
import { Segments } from '@/components/ui/tabs';
import type { Contrast, Theme } from '@/lib/model/branding';
import { COLOR_ROLES, MODES, type Mode } from '@/lib/model/branding-parts';
import { ColorField } from './color-field';
import { ContrastList } from './contrast-list';
import type { BrandingForm } from './use-branding-form';

const APPEARANCES = ['auto', 'light', 'dark'] as const satisfies readonly Theme['appearance'][];

interface ColorsPanelProps {
  form: BrandingForm;
  /** As the preview draws it. */
  theme: Theme;
  contrast: readonly Contrast[];
  mode: Mode;
  onMode: (mode: Mode) => void;
  readOnly: boolean;
}

/** The colours of light and dark, and whether they can be told apart. */
export function ColorsPanel({ form, theme, contrast, mode, onMode, readOnly }: ColorsPanelProps) {
  const t = useTranslations('branding');
  const used = theme.appearance === 'auto' || theme.appearance === mode;
  const verdicts = contrast.filter((one) => one.mode === mode);
  return (
    <div className="space-y-5 p-4">
      <Field label={t('parts.appearance')} hint={t('appearanceHint')}>
        <Select disabled={readOnly} {...form.register('draft.appearance')}>
          {APPEARANCES.map((value) => (
            <option key={value} value={value}>
              {t(`appearances.${value}`)}
            </option>
          ))}
        </Select>
      </Field>
      <div>
        <div className="flex flex-wrap items-center justify-between gap-2 pb-1.5">
          <h3 className="text-sm font-medium">{t('panels.colors')}</h3>
          <Segments label={t('modeLabel')} value={mode} options={MODES.map((value) => ({ value, label: t(`modes.${value}`) }))} onChange={onMode} />
        </div>
        {!used && <p className="pb-1.5 text-sm text-pretty text-ink-soft">{t('modeUnused', { appearance: t(`appearances.${theme.appearance}`) })}</p>}
        <fieldset disabled={readOnly} className="min-w-0 divide-y" aria-label={t(`modes.${mode}`)}>
          {COLOR_ROLES.map((role) => (
            <ColorField key={`${mode}.${role}`} form={form} mode={mode} role={role} drawn={theme[mode][role]} />
          ))}
        </fieldset>
      </div>
      {used && (
        <section className="space-y-2">
          <h3 className="text-sm font-medium">{t('contrast')}</h3>
          <p className="text-sm text-pretty text-ink-soft">{t('contrastDetail')}</p>
          <ContrastList
            verdicts={verdicts}
            colors={theme[mode]}
            onTake={readOnly ? undefined : (role, color) => form.setValue(`draft.${mode}.${role}`, color, { shouldDirty: true, shouldValidate: true })}
          />
        </section>
      )}
    </div>
  );
}
