'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, UserRoundCog } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { listInput, useListParams } from '@/components/data-table/list-params';
import { useListQuery } from '@/components/data-table/use-list-query';
import type { ViewPage } from '@/components/saved-views/use-views';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { later } from '@/components/ui/later';
import { orpc } from '@/lib/doors/rpc/client';
import { useLiveEvents } from '@/lib/doors/rpc/live/use-live';
import type { Admin } from '@/lib/model/admin';
import type { Page } from '@/lib/model/common';
import { ADMIN_ROLES, ADMIN_STATUSES } from '@/lib/model/states';
import type { AdminActions } from './admin-actions';
import { useAdminColumns } from './admin-columns';
import { adminsInput } from './admins-input';

const AdminPanel = later(() => import('./admin-panel').then((module) => module.AdminPanel));
const InviteDialog = later(() => import('./invite-dialog').then((module) => module.InviteDialog));

interface AdminsViewProps {
  /** Id of who looks. */
  me: string;
  initial: Page<Admin> | undefined;
  views: ViewPage;
  actions: AdminActions;
}

/** Who may sign in to the console. */
export function AdminsView({ me, initial, views, actions }: AdminsViewProps) {
  const t = useTranslations('admins');
  const tn = useTranslations('nav');
  const queries = useQueryClient();
  const params = useListParams('admins');
  const [inviting, setInviting] = useState(false);
  const [chosen, setChosen] = useState<Admin | null>(null);
  const { queryKey, queryFn } = orpc.admins.list.queryOptions({ input: adminsInput(listInput(params)) });
  const list = useListQuery({ queryKey, queryFn, initial });
  const refresh = useCallback(() => void queries.invalidateQueries({ queryKey: orpc.admins.key() }), [queries]);
  useLiveEvents(['access'], refresh, refresh);
  const columns = useAdminColumns(me, setChosen);
  const invite = (
    <Button variant="primary" data-shortcut="c" onClick={() => setInviting(true)}>
      <Plus aria-hidden /> {t('invite')}
    </Button>
  );
  return (
    <>
      <DataTable
        id="admins"
        label={t('title')}
        columns={columns}
        {...list}
        rowId={(admin) => admin.id}
        params={params}
        views={views}
        searchLabel={t('search')}
        filters={[
          { name: 'role', label: t('anyRole'), options: ADMIN_ROLES.map((value) => ({ value, label: tn(`role.${value}`) })) },
          { name: 'status', label: t('anyStatus'), options: ADMIN_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })) },
        ]}
        actions={invite}
        empty={<EmptyState icon={UserRoundCog} title={t('emptyTitle')} description={t('titleDetail')} action={invite} />}
      />
      {inviting && <InviteDialog invite={actions.invite} onDone={refresh} onClose={() => setInviting(false)} />}
      {chosen && <OpenAdmin key={chosen.id} admin={chosen} oneself={chosen.id === me} actions={actions} onDone={refresh} onClose={() => setChosen(null)} />}
    </>
  );
}

interface OpenAdminProps {
  admin: Admin;
  oneself: boolean;
  actions: AdminActions;
  onDone: () => void;
  onClose: () => void;
}

/** The admin who was opened, as they are now: also where the list does not hold them any more. */
function OpenAdmin({ admin: known, ...props }: OpenAdminProps) {
  // Codes used and times seen are nobody's event: asked for when it is opened.
  const { data } = useQuery({ ...orpc.admins.get.queryOptions({ input: { id: known.id } }), retry: false });
  return <AdminPanel admin={data ?? known} {...props} />;
}
