'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useOptimistic, useTransition } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/form/action';
import { Card } from '@/components/ui/card';
import { RadioCards } from '@/components/ui/radio-cards';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';
import { MIGRATION_POLICIES } from '@/lib/model/states';
import type { Tenant, updateTenantInputSchema } from '@/lib/model/tenant';

type Policy = (typeof MIGRATION_POLICIES)[number];

export interface MigrationPolicyProps {
  slug: string;
  policy: Policy;
  mayEdit: boolean;
  save: Action<z.input<typeof updateTenantInputSchema>, Tenant>;
}

/** Whether migrations shipped later are applied by themselves. Kept as soon as it is chosen; whatever else was changed meanwhile stays. */
export function MigrationPolicy({ slug, policy, mayEdit, save }: MigrationPolicyProps) {
  const t = useTranslations('migrations');
  const client = useQueryClient();
  const [pending, start] = useTransition();
  const [shown, show] = useOptimistic(policy);
  const choose = (migrationPolicy: Policy) =>
    start(async () => {
      show(migrationPolicy);
      const answer = await save({ slug, settings: { migrationPolicy } }, { ifMatch: '*' });
      if (answer.ok) toast.success(t(`policySaved.${migrationPolicy}`));
      else toast.error(answer.error.title, { description: answer.error.detail });
      await client.invalidateQueries({ queryKey: orpc.migrations.tenant.key({ input: { slug } }) });
    });
  return (
    <Card title={t('policy')} description={t('policyDetail')}>
      <RadioCards
        label={t('policy')}
        value={shown}
        onChange={(value) => choose(value as Policy)}
        options={MIGRATION_POLICIES.map((value) => ({ value, title: t(`policies.${value}`), description: t(`policiesDetail.${value}`), disabled: !mayEdit || pending }))}
        className="sm:grid-cols-2"
      />
    </Card>
  );
}
