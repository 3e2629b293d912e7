import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { adminsInput } from '@/components/admins/admins-input';
import { AdminsView } from '@/components/admins/admins-view';
import { CallablesProvider } from '@/components/api/callables';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { listAddress } from '@/lib/model/lists';
import { deleteAdmin } from '@/lib/operations/admins/delete-admin';
import { disableAdmin } from '@/lib/operations/admins/disable-admin';
import { enableAdmin } from '@/lib/operations/admins/enable-admin';
import { inviteAdmin } from '@/lib/operations/admins/invite-admin';
import { listAdmins } from '@/lib/operations/admins/list-admins';
import { removeAdminSecondFactor } from '@/lib/operations/admins/remove-second-factor';
import { resetAdmin } from '@/lib/operations/admins/reset-admin';
import { updateAdmin } from '@/lib/operations/admins/update-admin';
import { listViewsOf } from '../../../list-views';
import { currentMe } from '../../../me';
import { deleteAdminAction, disableAdminAction, enableAdminAction, getAdminAction, inviteAdminAction, removeAdminSecondFactorAction, resetAdminAction, revokeAdminSessionAction, signAdminOutAction, updateAdminAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admins'))('title') };
}

const ACTIONS = {
  get: getAdminAction,
  invite: inviteAdminAction,
  update: updateAdminAction,
  disable: disableAdminAction,
  enable: enableAdminAction,
  reset: resetAdminAction,
  remove: deleteAdminAction,
  removeSecondFactor: removeAdminSecondFactorAction,
  revokeSession: revokeAdminSessionAction,
  signOut: signAdminOutAction,
};

export default async function AdminsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [search, me] = await Promise.all([searchParams, currentMe()]);
  const [views, initial] = await Promise.all([listViewsOf('admins', '/settings/admins', search), initialData(callForPage(listAdmins, adminsInput(listAddress('admins', search))))]);
  return (
    <CallablesProvider value={callablesOf(inviteAdmin, updateAdmin, disableAdmin, enableAdmin, resetAdmin, deleteAdmin, removeAdminSecondFactor)}>
      <AdminsView me={me.principal.id} initial={initial} views={views} actions={ACTIONS} />
    </CallablesProvider>
  );
}
