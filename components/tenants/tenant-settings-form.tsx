'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import { CopyAs } from '@/components/api/copy-as';
import type { Action } from '@/components/form/action';
import { FormProblem } from '@/components/form/form-problem';
import { MergeDialog } from '@/components/form/merge-dialog';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { useOperationForm } from '@/components/form/use-operation-form';
import { LANGUAGE_NAMES } from '@/components/shell/language-names';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import type { Tenant, updateTenantInputSchema } from '@/lib/model/tenant';
import { GeneralSettings, LabelSettings } from './settings-general';
import { IssuerSettings, LifetimeSettings, MigrationSettings, PasswordSettings, SignInSettings } from './settings-policy';
import { settingsDifferences, settingsValuesOf, toCheckedInput, toTenantUpdate, type ComparedSetting, type TenantSettingsValues } from './settings-values';

const schema = () => import('./settings-schema').then(({ tenantSettingsFormSchema }) => tenantSettingsFormSchema);

interface TenantSettingsProps {
  tenant: Tenant;
  mayEdit: boolean;
  save: Action<z.input<typeof updateTenantInputSchema>, Tenant>;
  load: Action<{ slug: string }, Tenant>;
}

/** What may be decided of a tenant, each part with what makes it so. Each saved version gets a form of its own. */
export function TenantSettingsForm({ tenant, ...props }: TenantSettingsProps) {
  const t = useTranslations('tenants');
  const router = useRouter();
  const [current, setCurrent] = useState(tenant);
  return (
    <SettingsForm
      key={current.version}
      {...props}
      tenant={current}
      onTakeTheirs={setCurrent}
      onSaved={(saved) => {
        toast.success(t('savedToast', { name: saved.name }));
        setCurrent(saved);
        router.refresh();
      }}
    />
  );
}

function SettingsForm({ tenant, mayEdit, save, load, onTakeTheirs, onSaved }: TenantSettingsProps & { onTakeTheirs: (tenant: Tenant) => void; onSaved: (tenant: Tenant) => void }) {
  const t = useTranslations('tenants');
  const tc = useTranslations('common');
  const version = useRef(tenant.version);
  const [theirs, setTheirs] = useState<Tenant | null>(null);
  const { form, onSubmit, problem, busy, done } = useOperationForm<TenantSettingsValues, unknown, Tenant>({
    schema,
    defaultValues: settingsValuesOf(tenant),
    toInput: toCheckedInput,
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
  const { isDirty } = form.formState;
  const label = useSettingLabel();
  return (
    <form onSubmit={onSubmit} noValidate className="max-w-4xl">
      <UnsavedGuard active={isDirty && !done} />
      <FormProblem problem={theirs ? null : problem} />
      {!mayEdit && <Alert tone="info" title={t('mayNotEdit')} className="mb-6" />}
      <fieldset disabled={!mayEdit} className="min-w-0 divide-y">
        <GeneralSettings form={form} slug={tenant.slug} />
        <LabelSettings form={form} />
        <PasswordSettings form={form} />
        <SignInSettings form={form} slug={tenant.slug} />
        <LifetimeSettings form={form} />
        <MigrationSettings form={form} />
        <IssuerSettings form={form} />
      </fieldset>
      {mayEdit && (
        <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center justify-end gap-3 border-t bg-surface px-1 py-3 dark:bg-sunken">
          {isDirty && !done && <span className="text-sm text-ink-soft">{t('policy.unsaved')}</span>}
          <CopyAs operation="tenants.update" input={() => toTenantUpdate(tenant.slug, form.getValues())} ifMatch={() => version.current} />
          <Button type="submit" variant="primary" pending={busy} disabled={!isDirty}>
            {tc('save')}
          </Button>
        </div>
      )}
      <MergeDialog
        form={form}
        theirs={theirs}
        valuesOf={settingsValuesOf}
        differences={(mine, saved) => settingsDifferences(mine, saved, { label, language: (language) => LANGUAGE_NAMES[language], yesNo: (value) => tc(value ? 'yes' : 'no'), policy: (policy) => t(`policy.${policy}`) })}
        onClose={() => setTheirs(null)}
        onTakeTheirs={onTakeTheirs}
        onSave={(saved) => {
          version.current = saved.version;
          setTheirs(null);
          void onSubmit();
        }}
      />
    </form>
  );
}

function useSettingLabel(): (field: ComparedSetting) => string {
  const t = useTranslations('tenants');
  return (field) => {
    if (field === 'name' || field === 'displayName' || field === 'language' || field === 'labels') return t(field);
    return t(`policy.${field.slice(field.lastIndexOf('.') + 1) as 'maxAttempts'}`);
  };
}
