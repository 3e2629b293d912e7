'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronRight, Plus, ShieldCheck, ShieldOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { later } from '@/components/ui/later';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import { useLiveEvents } from '@/lib/doors/rpc/live/use-live';
import type { Admin } from '@/lib/model/admin';
import type { AdminActions } from './admin-actions';
import { AdminStatus } from './admin-status';

const AdminPanel = later(() => import('./admin-panel').then((module) => module.AdminPanel));
const InviteDialog = later(() => import('./invite-dialog').then((module) => module.InviteDialog));

interface AdminsViewProps {
  /** Id of who looks. */
  me: string;
  initial: { items: Admin[]; nextCursor: null } | undefined;
  actions: AdminActions;
}

/** Who may sign in to the console. */
export function AdminsView({ me, initial, actions }: AdminsViewProps) {
  const t = useTranslations('admins');
  const queries = useQueryClient();
  const [open, setOpen] = useState<string | 'invite' | null>(null);
  const { data, isError, refetch } = useQuery({ ...orpc.admins.list.queryOptions({ input: {} }), initialData: initial });
  const refresh = () => void queries.invalidateQueries({ queryKey: orpc.admins.key() });
  useLiveEvents(['access'], refresh, refresh);
  const show = (id: string) => {
    setOpen(id);
    // Codes used and times seen are nobody's event.
    refresh();
  };
  const chosen = data?.items.find(({ id }) => id === open);
  return (
    <>
      <Card
        title={t('title')}
        description={t('titleDetail')}
        flush
        actions={<Button size="sm" variant="primary" data-shortcut="c" onClick={() => setOpen('invite')}><Plus aria-hidden /> {t('invite')}</Button>}
      >
        {!data && (isError ? <ErrorState title={t('failed')} onRetry={() => void refetch()} /> : <Skeleton className="m-4 h-24" />)}
        <ul className="divide-y">
          {data?.items.map((admin) => <AdminRow key={admin.id} admin={admin} oneself={admin.id === me} onOpen={() => show(admin.id)} />)}
        </ul>
      </Card>
      {open === 'invite' && <InviteDialog invite={actions.invite} onDone={refresh} onClose={() => setOpen(null)} />}
      {chosen && <AdminPanel admin={chosen} oneself={chosen.id === me} actions={actions} onDone={refresh} onClose={() => setOpen(null)} />}
    </>
  );
}

function AdminRow({ admin, oneself, onOpen }: { admin: Admin; oneself: boolean; onOpen: () => void }) {
  const t = useTranslations('admins');
  const tn = useTranslations('nav');
  const Shield = admin.secondFactor.enabled ? ShieldCheck : ShieldOff;
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5 text-sm transition-colors hover:bg-sunken focus-within:bg-sunken">
      <Avatar name={admin.name || admin.email} />
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          {/* The whole row opens it: the button reaches over the row. */}
          <button type="button" className="min-w-0 text-left break-all after:absolute after:inset-0" onClick={onOpen}>{admin.name || admin.email}</button>
          {oneself && <Badge>{t('you')}</Badge>}
        </p>
        {admin.name && <p className="break-all text-ink-soft">{admin.email}</p>}
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1.5">
        <span className="inline-flex flex-wrap items-center gap-1.5 sm:w-44">
          {tn(`role.${admin.role}`)}
          {admin.tenants.length > 0 && <Badge>{t('tenantCount', { count: admin.tenants.length })}</Badge>}
        </span>
        <span className="inline-flex items-center gap-1.5 text-ink-soft sm:w-28"><Shield className="size-4 shrink-0" aria-hidden /> {t(admin.secondFactor.enabled ? 'codeOn' : 'codeOff')}</span>
        <span className="sm:w-24"><AdminStatus admin={admin} /></span>
        <span className="text-ink-soft sm:w-28">{admin.lastSeenAt === null ? t('never') : <RelativeTime at={admin.lastSeenAt} />}</span>
      </div>
      <ChevronRight className="size-4 text-ink-faint max-sm:hidden" aria-hidden />
    </li>
  );
}
