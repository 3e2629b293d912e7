import { Info } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { Controller } from 'react-hook-form';
import { Field, FormSection } from '@/components/form/field';
import { Checkbox } from '@/components/ui/checkbox';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { MIGRATION_POLICIES } from '@/lib/model/states';
import { EnforcedBy } from './enforced-by';
import { inWords } from './duration-words';
import type { SettingsFormState } from './settings-general';

interface PartProps {
  form: SettingsFormState;
}

const SETS_PASSWORDS = ['users.create', 'users.setPassword', 'runtime.consumeEmailToken'];
const COUNTS_ATTEMPTS = ['runtime.verifyPassword', 'runtime.verifyMfa'];
const CLASSES = ['1', '2', '3', '4'] as const;

export function PasswordSettings({ form }: PartProps) {
  const t = useTranslations('tenants.policy');
  const errors = form.formState.errors.settings?.security;
  return (
    <FormSection title={t('passwords')} description={t('passwordsDetail')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('passwordMinLength')} hint={<EnforcedBy operations={SETS_PASSWORDS}>{t('passwordMinLengthHint')}</EnforcedBy>} error={errors?.passwordMinLength?.message}>
          <Input inputMode="numeric" autoComplete="off" {...form.register('settings.security.passwordMinLength')} />
        </Field>
        <Field label={t('passwordClasses')} hint={<EnforcedBy operations={SETS_PASSWORDS}>{t('passwordClassesHint')}</EnforcedBy>} error={errors?.passwordClasses?.message}>
          <Select {...form.register('settings.security.passwordClasses')}>
            {CLASSES.map((value) => (
              <option key={value} value={value}>
                {t('classes', { count: Number(value) })}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </FormSection>
  );
}

export function SignInSettings({ form, slug }: PartProps & { slug: string }) {
  const t = useTranslations('tenants.policy');
  const errors = form.formState.errors.settings?.security;
  return (
    <FormSection title={t('signIn')} description={t('signInDetail')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('maxAttempts')} hint={<EnforcedBy operations={COUNTS_ATTEMPTS}>{t('maxAttemptsHint')}</EnforcedBy>} error={errors?.maxAttempts?.message}>
          <Input inputMode="numeric" autoComplete="off" {...form.register('settings.security.maxAttempts')} />
        </Field>
        <Field label={t('lockoutMinutes')} hint={<EnforcedBy operations={COUNTS_ATTEMPTS}>{t('lockoutMinutesHint')}</EnforcedBy>} error={errors?.lockoutMinutes?.message}>
          <Input inputMode="numeric" autoComplete="off" {...form.register('settings.security.lockoutMinutes')} />
        </Field>
      </div>
      <Controller
        control={form.control}
        name="settings.security.mfaRequired"
        render={({ field: { value, onChange, ref, onBlur } }) => (
          <div className="space-y-1">
            <label className="inline-flex items-center gap-1.5 text-sm font-medium">
              <Checkbox className="-ml-1" ref={ref} checked={value} onBlur={onBlur} onCheckedChange={(checked) => onChange(checked === true)} aria-describedby="mfa-required-hint" />
              {t('mfaRequired')}
            </label>
            <div id="mfa-required-hint" className="pl-6.5 text-sm text-pretty text-ink-faint">
              <EnforcedBy operations={['runtime.verifyPassword']}>{t('mfaRequiredHint')}</EnforcedBy>
            </div>
          </div>
        )}
      />
      <p className="flex items-start gap-2 text-sm text-pretty text-ink-soft">
        <Info className="mt-0.5 size-4 shrink-0" aria-hidden />
        <span>
          {t.rich('emailVerification', {
            link: (chunks) => (
              <Link href={`/tenants/${slug}/clients`} className="text-accent-ink underline">
                {chunks}
              </Link>
            ),
          })}
        </span>
      </p>
    </FormSection>
  );
}

export function LifetimeSettings({ form }: PartProps) {
  const t = useTranslations('tenants.policy');
  const locale = useLocale();
  const errors = form.formState.errors.settings;
  const [session, refresh] = form.watch(['settings.sessionLifetimeSeconds', 'settings.refreshLifetimeSeconds']);
  return (
    <FormSection title={t('lifetimes')} description={t('lifetimesDetail')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('sessionLifetimeSeconds')} hint={<EnforcedBy operations={['runtime.createSession']}>{t('sessionLifetimeHint', { duration: inWords(session, locale) })}</EnforcedBy>} error={errors?.sessionLifetimeSeconds?.message}>
          <Input inputMode="numeric" autoComplete="off" {...form.register('settings.sessionLifetimeSeconds')} />
        </Field>
        <Field label={t('refreshLifetimeSeconds')} hint={<EnforcedBy operations={['runtime.createRefreshToken', 'runtime.rotateRefreshToken']}>{t('refreshLifetimeHint', { duration: inWords(refresh, locale) })}</EnforcedBy>} error={errors?.refreshLifetimeSeconds?.message}>
          <Input inputMode="numeric" autoComplete="off" {...form.register('settings.refreshLifetimeSeconds')} />
        </Field>
      </div>
    </FormSection>
  );
}

export function MigrationSettings({ form }: PartProps) {
  const t = useTranslations('tenants.policy');
  return (
    <FormSection title={t('migrations')} description={t('migrationsDetail')}>
      <Field label={t('migrationPolicy')} hint={<EnforcedBy operations={['store.forTenant']}>{t('migrationPolicyHint')}</EnforcedBy>}>
        <Select className="sm:max-w-72" {...form.register('settings.migrationPolicy')}>
          {MIGRATION_POLICIES.map((policy) => (
            <option key={policy} value={policy}>
              {t(policy)}
            </option>
          ))}
        </Select>
      </Field>
    </FormSection>
  );
}

export function IssuerSettings({ form }: PartProps) {
  const t = useTranslations('tenants.policy');
  const error = form.formState.errors.settings?.issuer?.override?.message;
  return (
    <FormSection title={t('issuer')} description={t('issuerDetail')}>
      <Field
        label={t('override')}
        error={error}
        optional
        hint={
          <span className="flex items-start gap-1.5">
            <Info className="mt-0.5 size-4 shrink-0" aria-hidden />
            <span>{t('overrideHint')}</span>
          </span>
        }
      >
        <Input type="url" inputMode="url" className="font-mono text-sm" placeholder="https://id.example.com" autoComplete="off" spellCheck={false} {...form.register('settings.issuer.override')} />
      </Field>
    </FormSection>
  );
}
