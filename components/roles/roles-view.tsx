'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQueryProblem } from '@/components/shell/query-problem';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { later } from '@/components/ui/later';
import { CardSkeleton } from '@/components/ui/skeleton';
import { useRefreshUsers } from '@/components/users/account/use-act';
import { orpc } from '@/lib/doors/rpc/client';
import type { TenantRole } from '@/lib/model/role';
import { MatrixCard } from './matrix-card';
import type { RoleActions } from './role-actions';
import { RoleList } from './role-list';
import type { OpenRole } from './role-panel';

const RolePanel = later(() => import('./role-panel').then((module) => module.RolePanel));

interface RolesViewProps {
  slug: string;
  initial: { items: TenantRole[] } | undefined;
  /** Absent for readers. */
  actions?: RoleActions;
}

/** The roles of a tenant's users, what each allows, and who has them. */
export function RolesView({ slug, initial, actions }: RolesViewProps) {
  const t = useTranslations('roles');
  const tc = useTranslations('common');
  const read = useQuery({ ...orpc.roles.list.queryOptions({ input: { slug } }), initialData: initial });
  const problem = useQueryProblem(read.error);
  const refresh = useRefreshUsers();
  const [open, setOpen] = useState<OpenRole | null>(null);
  if (!read.data) return problem ? <ErrorState {...problem} onRetry={() => void read.refetch()} /> : <CardSkeleton label={tc('loading')} />;
  const roles = read.data.items;
  const create = actions && (
    <Button variant="primary" data-shortcut="c" onClick={() => setOpen({ kind: 'create' })}>
      <Plus aria-hidden /> {t('new')}
    </Button>
  );
  return (
    <div className="space-y-5">
      <Card title={t('title')} description={t('titleDetail')} actions={create} flush>
        {roles.length === 0 ? <EmptyState icon={UsersRound} title={t('emptyTitle')} description={t('emptyDetail')} /> : <RoleList roles={roles} mayWrite={actions !== undefined} onChoose={(kind, role) => setOpen({ kind, role })} />}
      </Card>
      {roles.length > 0 && <MatrixCard slug={slug} roles={roles} actions={actions} onSaved={refresh} />}
      {open && <RolePanel slug={slug} open={open} roles={roles} actions={actions} onDone={refresh} onClose={() => setOpen(null)} />}
    </div>
  );
}
