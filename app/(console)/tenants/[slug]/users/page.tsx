import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { CallablesProvider } from '@/components/api/callables';
import { usersInput } from '@/components/users/filter-address';
import { UsersView } from '@/components/users/users-view';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { listFields } from '@/lib/operations/fields/list-fields';
import { listAddress } from '@/lib/model/lists';
import { createUser } from '@/lib/operations/users/create-user';
import { listUsers } from '@/lib/operations/users/list-users';
import { setUserRoles } from '@/lib/operations/users/set-user-roles';
import { updateUser } from '@/lib/operations/users/update-user';
import { listViewsOf } from '../../../list-views';
import { currentMe } from '../../../me';
import * as actions from './actions';

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('users'), params]);
  return { title: `${t('title')} · ${slug}` };
}

const ACTIONS = {
  get: actions.getUserAction,
  create: actions.createUserAction,
  update: actions.updateUserAction,
  bulk: actions.bulkUpdateUsersAction,
  disable: actions.disableUserAction,
  enable: actions.enableUserAction,
  remove: actions.deleteUserAction,
  setPassword: actions.setUserPasswordAction,
  unlock: actions.unlockUserAction,
  unlinkIdentity: actions.unlinkUserIdentityAction,
  revokeSessions: actions.revokeUserSessionsAction,
  removeMfa: actions.removeUserMfaAction,
  revokeConsent: actions.revokeUserConsentAction,
  setRoles: actions.setUserRolesAction,
};

export default async function UsersPage({ params, searchParams }: Props) {
  const [{ slug }, search, me] = await Promise.all([params, searchParams, currentMe()]);
  const may = (permission: string) => me.permissions.some((one) => one === permission);
  const mayReadFields = may('fields:read');
  const [views, initial, fields] = await Promise.all([
    listViewsOf('users', `/tenants/${slug}/users`, search, slug),
    initialData(callForPage(listUsers, usersInput(slug, listAddress('users', search)))),
    mayReadFields ? initialData(callForPage(listFields, { slug })) : undefined,
  ]);
  return (
    <CallablesProvider value={callablesOf(createUser, updateUser, setUserRoles)}>
      <UsersView slug={slug} initial={initial} views={views} fields={fields} mayReadFields={mayReadFields} rights={{ write: may('users:write'), readRoles: may('roles:read'), writeRoles: may('roles:write') }} actions={ACTIONS} />
    </CallablesProvider>
  );
}
