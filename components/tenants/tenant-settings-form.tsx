'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { toast } from 'sonner';
import type { z } from 'zod';
import type { Action } from '@/components/form/action';
import { ConflictDialog } from '@/components/form/conflict-dialog';
import { Field, FormSection } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { useOperationForm } from '@/components/form/use-operation-form';
import { LANGUAGE_NAMES } from '@/components/shell/language-names';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { LANGUAGES } from '@/lib/model/common';
import type { Tenant, updateTenantInputSchema } from '@/lib/model/tenant';
import { LabelsField } from './labels-field';
import { settingsDifferences, settingsValuesOf, tenantSettingsFormSchema, toTenantUpdate, type TenantSettingsValues } from './settings-values';

interface TenantSettingsProps {
  tenant: Tenant;
  mayEdit: boolean;
  save: Action<z.input<typeof updateTenantInputSchema>, Tenant>;
  load: Action<{ slug: string }, Tenant>;
}

/** Name, language and labels of a tenant. Each saved version gets a form of its own. */
export function TenantSettingsForm({ tenant, ...props }: TenantSettingsProps) {
  const t = useTranslations('tenants');
  const router = useRouter();
  const [current, setCurrent] = useState(tenant);
  return (
    <SettingsForm
      key={current.version}
      {...props}
      tenant={current}
      onSaved={(saved) => {
        toast.success(t('savedToast', { name: saved.name }));
        setCurrent(saved);
        router.refresh();
      }}
    />
  );
}

function SettingsForm({ tenant, mayEdit, save, load, onSaved }: TenantSettingsProps & { onSaved: (tenant: Tenant) => void }) {
  const t = useTranslations('tenants');
  const tc = useTranslations('common');
  const version = useRef(tenant.version);
  const [theirs, setTheirs] = useState<Tenant | null>(null);
  const { form, onSubmit, problem, busy, done } = useOperationForm<TenantSettingsValues, unknown, Tenant>({
    schema: tenantSettingsFormSchema,
    defaultValues: settingsValuesOf(tenant),
    submit: async (values) => {
      const result = await save(toTenantUpdate(tenant.slug, values), { ifMatch: version.current });
      if (!result.ok && result.error.code === 'precondition_failed') {
        const latest = await load({ slug: tenant.slug });
        if (latest.ok) setTheirs(latest.data);
      }
      return result;
    },
    onDone: onSaved,
  });
  const { errors, isDirty } = form.formState;
  return (
    <form onSubmit={onSubmit} noValidate className="max-w-4xl">
      <UnsavedGuard active={isDirty && !done} />
      <FormProblem problem={theirs ? null : problem} />
      {!mayEdit && <Alert tone="info" title={t('mayNotEdit')} className="mb-6" />}
      <fieldset disabled={!mayEdit} className="divide-y">
        <FormSection title={t('general')} description={t('generalDetail')}>
          <Field label={t('name')} error={errors.name?.message}>
            <Input autoComplete="off" {...form.register('name')} />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('displayName')} hint={t('displayNameHint')} error={errors.displayName?.message} optional>
              <Input autoComplete="off" {...form.register('displayName')} />
            </Field>
            <Field label={t('language')} hint={t('languageHint')} error={errors.language?.message}>
              <Select {...form.register('language')}>
                {LANGUAGES.map((value) => (
                  <option key={value} value={value}>
                    {LANGUAGE_NAMES[value]}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
        </FormSection>
        <FormSection title={t('labels')} description={t('labelsDetail')}>
          <LabelsField form={form} />
          <div className="pt-2">
            <Button type="submit" variant="primary" pending={busy} disabled={!isDirty}>
              {tc('save')}
            </Button>
          </div>
        </FormSection>
      </fieldset>
      <ConflictDialog
        open={theirs !== null}
        differences={theirs ? settingsDifferences(form.getValues(), settingsValuesOf(theirs), (field) => t(field), (language) => LANGUAGE_NAMES[language]) : []}
        onClose={() => setTheirs(null)}
        onTakeTheirs={() => {
          if (theirs) {
            version.current = theirs.version;
            form.reset(settingsValuesOf(theirs));
          }
          setTheirs(null);
        }}
        onSaveMine={() => {
          if (theirs) version.current = theirs.version;
          setTheirs(null);
          void onSubmit();
        }}
      />
    </form>
  );
}
