import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { AdminsView } from '@/components/admins/admins-view';
import { callForPage } from '@/lib/doors/page';
import { listAdmins } from '@/lib/operations/admins/list-admins';
import { currentMe } from '../../../me';
import { deleteAdminAction, disableAdminAction, enableAdminAction, inviteAdminAction, removeAdminSecondFactorAction, resetAdminAction, revokeAdminSessionAction, signAdminOutAction, updateAdminAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admins'))('title') };
}

const ACTIONS = {
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

export default async function AdminsPage() {
  const [me, initial] = await Promise.all([currentMe(), initialData(callForPage(listAdmins, {}))]);
  return (
    <div className="max-w-5xl">
      <AdminsView me={me.principal.id} initial={initial} actions={ACTIONS} />
    </div>
  );
}
