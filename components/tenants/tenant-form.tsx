'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { CopyAs } from '@/components/api/copy-as';
import type { Action } from '@/components/form/action';
import { Field, FormSection } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { useOperationForm } from '@/components/form/use-operation-form';
import { LANGUAGE_NAMES } from '@/components/shell/language-names';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import type { ConnectionTest, Server } from '@/lib/model/server';
import { slugFromName } from '@/lib/model/slug-rules';
import { LANGUAGES } from '@/lib/model/states';
import type { CreateTenantInput, Tenant } from '@/lib/model/tenant';
import { CloneField } from './clone-field';
import { PlacementStep } from './placement-step';
import { initialPlacement, toCreateInput, type TenantFormValues } from './placement';
import { SlugField } from './slug-field';
import { TenantReview } from './tenant-review';

const schema = () => import('@/lib/model/tenant').then(({ createTenantInputSchema }) => createTenantInputSchema);

interface TenantFormProps {
  servers: Server[];
  language: CreateTenantInput['language'];
  action: Action<CreateTenantInput, Tenant & { runId: string | null }>;
  test: Action<{ dsn: string }, ConnectionTest>;
}

export function TenantForm({ servers, language, action, test }: TenantFormProps) {
  const t = useTranslations('tenants');
  const tc = useTranslations('common');
  const router = useRouter();
  const { form, onSubmit, problem, busy, done } = useOperationForm<TenantFormValues, CreateTenantInput, Tenant & { runId: string | null }>({
    schema,
    defaultValues: { name: '', slug: '', displayName: '', language: language ?? 'en', cloneFrom: '', database: initialPlacement(servers) },
    toInput: toCreateInput,
    submit: (values) => action(toCreateInput(values)),
    onDone: (tenant) => {
      toast.success(t('createdToast', { name: tenant.name }));
      router.push(tenant.database ? `/tenants/${tenant.slug}/provisioning` : `/tenants/${tenant.slug}`);
    },
  });
  const { errors, isDirty, dirtyFields } = form.formState;
  const [name, placement, cloneFrom] = form.watch(['name', 'database', 'cloneFrom']);
  // They have no inputs of the form's own; the server's messages find them by this.
  useEffect(() => {
    form.register('database.dsn');
    form.register('cloneFrom');
  }, [form]);
  const slugTyped = dirtyFields.slug === true;
  useEffect(() => {
    // The slug follows the name until somebody types one.
    if (!slugTyped) form.setValue('slug', slugFromName(name), { shouldValidate: name !== '' });
  }, [name, slugTyped, form]);
  return (
    <form onSubmit={onSubmit} noValidate className="max-w-4xl">
      <UnsavedGuard active={isDirty && !done} />
      <FormProblem problem={problem} />
      <div className="divide-y">
        <FormSection title={t('identity')} description={t('identityDetail')}>
          <Field label={t('name')} error={errors.name?.message}>
            <Input autoFocus autoComplete="off" {...form.register('name')} />
          </Field>
          <SlugField form={form} />
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
          <CloneField
            value={cloneFrom}
            onChange={(slug) => {
              form.clearErrors('cloneFrom');
              form.setValue('cloneFrom', slug, { shouldDirty: true });
            }}
            error={errors.cloneFrom?.message}
          />
        </FormSection>
        <FormSection title={t('placement')} description={t('placementDetail')}>
          <PlacementStep
            servers={servers}
            value={placement}
            onChange={(value) => {
              form.clearErrors('database');
              form.setValue('database', value, { shouldDirty: true });
            }}
            errors={{ serverId: errors.database?.serverId?.message, isolation: errors.database?.isolation?.message, dsn: errors.database?.dsn?.message }}
            test={test}
            optional
          />
        </FormSection>
        <FormSection title={t('review')} description={t('reviewDetail')}>
          <TenantReview values={form.watch()} servers={servers} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" pending={busy}>
              {t('create')}
            </Button>
            <Button asChild variant="ghost">
              <Link href="/tenants">{tc('cancel')}</Link>
            </Button>
            <CopyAs operation="tenants.create" input={() => toCreateInput(form.getValues())} className="sm:ml-auto" />
          </div>
        </FormSection>
      </div>
    </form>
  );
}
