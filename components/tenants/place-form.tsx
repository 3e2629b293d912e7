'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { Action } from '@/components/form/action';
import { FormSection } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import type { ConnectionTest, Server } from '@/lib/model/server';
import type { PlaceTenantInput, Tenant } from '@/lib/model/tenant';
import { PlacementStep } from './placement-step';
import { initialPlacement, toPlacementInput, type Placement } from './placement';

interface PlaceFormProps {
  tenant: Tenant;
  servers: Server[];
  action: Action<PlaceTenantInput, Tenant & { runId: string | null }>;
  test: Action<{ dsn: string }, ConnectionTest>;
}
const schema = () => import('@/lib/model/tenant').then(({ placeTenantInputSchema }) => placeTenantInputSchema);
type Values = Placement & { slug: string };
const toInput = ({ slug, ...placement }: Values): PlaceTenantInput => ({ slug, ...toPlacementInput(placement) });

/** A data plane for a tenant that has none yet. */
export function PlaceForm({ tenant, servers, action, test }: PlaceFormProps) {
  const t = useTranslations('tenants');
  const tc = useTranslations('common');
  const router = useRouter();
  const { form, onSubmit, problem, busy, done } = useOperationForm<Values, PlaceTenantInput, Tenant & { runId: string | null }>({
    schema,
    defaultValues: { slug: tenant.slug, ...initialPlacement(servers) },
    toInput,
    submit: (values) => action(toInput(values)),
    onDone: ({ slug, name }) => {
      toast.success(t('createdToast', { name }));
      router.push(`/tenants/${slug}/provisioning`);
    },
  });
  // They have no inputs of the form's own; the server's messages find them by this.
  useEffect(() => void (['serverId', 'isolation', 'dsn'] as const).forEach((name) => form.register(name)), [form]);
  const { errors, isDirty } = form.formState;
  const [serverId, isolation, dsn] = form.watch(['serverId', 'isolation', 'dsn']);
  const change = (value: Placement) => {
    form.clearErrors();
    for (const name of ['serverId', 'isolation', 'dsn'] as const) form.setValue(name, value[name], { shouldDirty: true });
  };
  return (
    <form onSubmit={onSubmit} noValidate className="max-w-4xl">
      <UnsavedGuard active={isDirty && !done} />
      <FormProblem problem={problem} />
      <FormSection title={t('placement')} description={t('placementDetail')}>
        <PlacementStep
          servers={servers}
          value={{ serverId, isolation, dsn }}
          onChange={change}
          errors={{ serverId: errors.serverId?.message, isolation: errors.isolation?.message, dsn: errors.dsn?.message }}
          test={test}
          optional={false}
        />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" pending={busy}>
            {t('place')}
          </Button>
          <Button asChild variant="ghost">
            <Link href={`/tenants/${tenant.slug}`}>{tc('cancel')}</Link>
          </Button>
        </div>
      </FormSection>
    </form>
  );
}
