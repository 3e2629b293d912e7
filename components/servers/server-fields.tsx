'use client';

import { useTranslations } from 'next-intl';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { Field, FormSection } from '@/components/form/field';
import { Checkbox } from '@/components/ui/checkbox';
import { Input, Textarea } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { DRIVER_TRAITS, hasField, TLS_MODES } from '@/lib/model/server-drivers';
import { DsnField } from './dsn-field';
import type { ServerFormValues } from './server-values';

interface ServerFieldsProps {
  form: UseFormReturn<ServerFormValues, unknown, ServerFormValues>;
  /** A password is stored already. */
  hasPassword: boolean;
}

/** The fields that servers of the chosen engine have. */
export function ServerFields({ form, hasPassword }: ServerFieldsProps) {
  const t = useTranslations('servers');
  const { register, formState, watch } = form;
  const { errors } = formState;
  const driver = watch('driver');
  const { dsnExample } = DRIVER_TRAITS[driver];
  return (
    <>
      <FormSection title={t('connection')} description={t(`drivers.${driver}.connection`)}>
        {dsnExample && <DsnField form={form} example={dsnExample} />}
        <Field label={t('name')} hint={t('nameHint')} error={errors.name?.message}>
          <Input autoComplete="off" {...register('name')} />
        </Field>
        {hasField(driver, 'directory') && (
          <Field label={t('directory')} hint={t('directoryHint')} error={errors.directory?.message}>
            <Input autoComplete="off" spellCheck={false} className="font-mono text-xs" {...register('directory')} />
          </Field>
        )}
        {hasField(driver, 'host') && <NetworkFields form={form} hasPassword={hasPassword} />}
      </FormSection>
      <FormSection title={t('limits')} description={t(`drivers.${driver}.limits`)}>
        <Field label={t(`drivers.${driver}.budget`)} hint={t('maxConnectionsHint')} error={errors.maxConnections?.message}>
          <Input inputMode="numeric" autoComplete="off" className="sm:max-w-40" {...register('maxConnections')} />
        </Field>
        {hasField(driver, 'directHost') && (
          <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_8rem]">
            <Field label={t('directHost')} hint={t('directHint')} error={errors.directHost?.message} optional>
              <Input autoComplete="off" spellCheck={false} {...register('directHost')} />
            </Field>
            <Field label={t('directPort')} error={errors.directPort?.message} optional>
              <Input inputMode="numeric" autoComplete="off" {...register('directPort')} />
            </Field>
          </div>
        )}
      </FormSection>
      <AboutFields form={form} />
    </>
  );
}

function NetworkFields({ form, hasPassword }: ServerFieldsProps) {
  const t = useTranslations('servers');
  const { register, formState, watch } = form;
  const { errors } = formState;
  const driver = watch('driver');
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_8rem]">
        <Field label={t('host')} error={errors.host?.message}>
          <Input autoComplete="off" spellCheck={false} {...register('host')} />
        </Field>
        <Field label={t('port')} error={errors.port?.message}>
          <Input inputMode="numeric" autoComplete="off" {...register('port')} />
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('username')} error={errors.username?.message}>
          <Input autoComplete="off" spellCheck={false} {...register('username')} />
        </Field>
        <Field label={t('password')} hint={hasPassword ? t('passwordKept') : undefined} error={errors.password?.message} optional={hasPassword}>
          <Input type="password" autoComplete="new-password" {...register('password')} />
        </Field>
        <Field label={t('database')} hint={t('databaseHint')} error={errors.database?.message}>
          <Input autoComplete="off" spellCheck={false} {...register('database')} />
        </Field>
        {hasField(driver, 'maintenanceDatabase') && (
          <Field label={t('maintenanceDatabase')} hint={t('maintenanceHint')} error={errors.maintenanceDatabase?.message}>
            <Input autoComplete="off" spellCheck={false} {...register('maintenanceDatabase')} />
          </Field>
        )}
      </div>
      <Field label={t('tls')} error={errors.tls?.mode?.message}>
        <Select {...register('tls.mode')}>
          {TLS_MODES.map((mode) => (
            <option key={mode} value={mode}>
              {t(`tlsModes.${mode}`)}
            </option>
          ))}
        </Select>
      </Field>
      {watch('tls.mode') !== 'disable' && (
        <Field label={t('ca')} hint={t('caHint')} error={errors.tls?.ca?.message} optional>
          <Textarea className="font-mono text-xs" spellCheck={false} {...register('tls.ca')} />
        </Field>
      )}
    </>
  );
}

function AboutFields({ form }: Pick<ServerFieldsProps, 'form'>) {
  const t = useTranslations('servers');
  const { errors } = form.formState;
  return (
    <FormSection title={t('about')} description={t('aboutDetail')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('region')} error={errors.region?.message} optional>
          <Input autoComplete="off" {...form.register('region')} />
        </Field>
        <Field label={t('description')} error={errors.description?.message} optional>
          <Input autoComplete="off" {...form.register('description')} />
        </Field>
      </div>
      <Controller
        control={form.control}
        name="isDefault"
        render={({ field: { value, onChange, ref } }) => (
          <label className="flex items-start gap-2 text-sm">
            <Checkbox ref={ref} checked={value} onCheckedChange={(checked) => onChange(checked === true)} />
            <span className="pt-0.5">{t('isDefault')}</span>
          </label>
        )}
      />
    </FormSection>
  );
}
