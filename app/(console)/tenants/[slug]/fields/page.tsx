import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { initialData } from '@/app/initial-data';
import { CallablesProvider } from '@/components/api/callables';
import type { FieldKind } from '@/components/fields/field-values';
import { FieldsView } from '@/components/fields/fields-view';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { FIELD_TYPES } from '@/lib/fields/types';
import { applyFields } from '@/lib/operations/fields/apply-fields';
import { listFields } from '@/lib/operations/fields/list-fields';
import { planFields } from '@/lib/operations/fields/plan-fields';
import { getTenant } from '@/lib/operations/tenants/get-tenant';
import { currentMe } from '../../../me';
import { applyFieldsAction, planFieldsAction, repairFieldAction } from './actions';

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What the browser may know of a type; the rest of it is code. */
const KINDS = FIELD_TYPES.map(({ type, settings, canBeUnique, canBeIndexed, generates }): FieldKind => ({ type, settings: [...settings], canBeUnique, canBeIndexed, generates: [...generates] }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('fields'), params]);
  return { title: `${t('title')} · ${slug}` };
}

export default async function FieldsPage({ params, searchParams }: Props) {
  const [{ slug }, { index }] = await Promise.all([params, searchParams]);
  const [tenant, me] = await Promise.all([callForPage(getTenant, { slug }), currentMe()]);
  // Columns need a table to stand in.
  if (!tenant.database) redirect(`/tenants/${slug}`);
  const initial = await initialData(callForPage(listFields, { slug }));
  const may = { plan: me.permissions.includes('fields:plan'), apply: me.permissions.includes('fields:apply'), destroy: me.permissions.includes('fields:destroy') };
  return (
    <CallablesProvider value={callablesOf(planFields, applyFields)}>
      <FieldsView
        slug={slug}
        initial={initial}
        driver={tenant.database.driver}
        indexFor={typeof index === 'string' ? index : undefined}
        kinds={KINDS}
        may={may}
        actions={{ plan: planFieldsAction, apply: applyFieldsAction, repair: repairFieldAction }}
      />
    </CallablesProvider>
  );
}
