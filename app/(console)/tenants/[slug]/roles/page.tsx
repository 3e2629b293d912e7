import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { CallablesProvider } from '@/components/api/callables';
import { RolesView } from '@/components/roles/roles-view';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { createRole } from '@/lib/operations/roles/create-role';
import { listRoles } from '@/lib/operations/roles/list-roles';
import { updateRole } from '@/lib/operations/roles/update-role';
import { currentMe } from '../../../me';
import { createRoleAction, deleteRoleAction, getRoleAction, updateRoleAction } from './actions';

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('roles'), params]);
  return { title: `${t('title')} · ${slug}` };
}

const ACTIONS = { get: getRoleAction, create: createRoleAction, update: updateRoleAction, remove: deleteRoleAction };

export default async function RolesPage({ params }: Props) {
  const [{ slug }, me] = await Promise.all([params, currentMe()]);
  const initial = await initialData(callForPage(listRoles, { slug }));
  return (
    <CallablesProvider value={callablesOf(createRole, updateRole)}>
      <RolesView slug={slug} initial={initial} actions={me.permissions.includes('roles:write') ? ACTIONS : undefined} />
    </CallablesProvider>
  );
}
