import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { usersInput } from '@/components/users/filter-address';
import { UsersView } from '@/components/users/users-view';
import { callForPage } from '@/lib/doors/page';
import { listFields } from '@/lib/operations/fields/list-fields';
import { listAddress } from '@/lib/model/lists';
import { listUsers } from '@/lib/operations/users/list-users';
import { listViewsOf } from '../../../list-views';
import { currentMe } from '../../../me';
import { createUserAction, deleteUserAction, disableUserAction, enableUserAction, getUserAction, setUserPasswordAction, updateUserAction } from './actions';

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('users'), params]);
  return { title: `${t('title')} · ${slug}` };
}

const ACTIONS = { get: getUserAction, create: createUserAction, update: updateUserAction, disable: disableUserAction, enable: enableUserAction, remove: deleteUserAction, setPassword: setUserPasswordAction };

export default async function UsersPage({ params, searchParams }: Props) {
  const [{ slug }, search, me] = await Promise.all([params, searchParams, currentMe()]);
  const mayReadFields = me.permissions.includes('fields:read');
  const [views, initial, fields] = await Promise.all([
    listViewsOf('users', `/tenants/${slug}/users`, search, slug),
    initialData(callForPage(listUsers, usersInput(slug, listAddress('users', search)))),
    mayReadFields ? initialData(callForPage(listFields, { slug })) : undefined,
  ]);
  return <UsersView slug={slug} initial={initial} views={views} fields={fields} mayReadFields={mayReadFields} mayWrite={me.permissions.includes('users:write')} actions={ACTIONS} />;
}
