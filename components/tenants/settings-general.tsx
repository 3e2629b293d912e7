import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { Field, FormSection } from '@/components/form/field';
import { LANGUAGE_NAMES } from '@/components/shell/language-names';
import { CopyButton } from '@/components/ui/copy-button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { LANGUAGES } from '@/lib/model/states';
import { EnforcedBy } from './enforced-by';
import { LabelsField } from './labels-field';
import type { TenantSettingsValues } from './settings-values';

export type SettingsFormState = UseFormReturn<TenantSettingsValues, unknown, TenantSettingsValues>;

export function GeneralSettings({ form, slug }: { form: SettingsFormState; slug: string }) {
  const t = useTranslations('tenants');
  const { errors } = form.formState;
  return (
    <FormSection title={t('general')} description={t('generalDetail')}>
      <Field label={t('name')} error={errors.name?.message}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('displayName')} hint={<EnforcedBy operations={['branding.published', 'runtime.enrolMfa']}>{t('displayNameHint')}</EnforcedBy>} error={errors.displayName?.message} optional>
          <Input autoComplete="off" {...form.register('displayName')} />
        </Field>
        <Field label={t('language')} hint={<EnforcedBy operations={['branding.published']}>{t('policy.languageHint')}</EnforcedBy>} error={errors.language?.message}>
          <Select {...form.register('language')}>
            {LANGUAGES.map((value) => (
              <option key={value} value={value}>
                {LANGUAGE_NAMES[value]}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <div className="space-y-1 text-sm">
        <p className="font-medium">{t('slug')}</p>
        <p className="flex items-center gap-1">
          <code className="font-mono">{slug}</code>
          <CopyButton value={slug} label={t('policy.copySlug')} />
        </p>
        <p className="text-pretty text-ink-faint">{t('policy.slugRule')}</p>
      </div>
    </FormSection>
  );
}

export function LabelSettings({ form }: { form: SettingsFormState }) {
  const t = useTranslations('tenants');
  return (
    <FormSection title={t('labels')} description={t('labelsDetail')}>
      <LabelsField form={form} />
    </FormSection>
  );
}
