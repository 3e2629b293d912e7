'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Plus, ScanText } from 'lucide-react';
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
import type { Page } from '@/lib/model/common';
import type { Scope } from '@/lib/model/scope';
import type { ScopeActions } from './scope-actions';
import { useScopeColumns, type ScopeIntent } from './scope-columns';
import type { OpenScope } from './scope-panel';

const ScopePanel = later(() => import('./scope-panel').then((module) => module.ScopePanel));

interface ScopesViewProps {
  slug: string;
  initial: Page<Scope> | undefined;
  views: ViewPage;
  /** Absent for readers. */
  actions?: ScopeActions;
}

/** What the clients of a tenant may ask for: standard scopes and its own. */
export function ScopesView({ slug, initial, views, actions }: ScopesViewProps) {
  const t = useTranslations('scopes');
  const params = useListParams('scopes');
  const queries = useQueryClient();
  const [open, setOpen] = useState<OpenScope | null>(null);
  const { queryKey, queryFn } = orpc.scopes.list.queryOptions({ input: { slug, ...listInput(params) } });
  const list = useListQuery({ queryKey, queryFn, initial });
  const choose = useCallback((kind: ScopeIntent, scope: Scope) => setOpen({ kind, scope }), []);
  const columns = useScopeColumns(actions && choose);
  const refresh = () => {
    for (const key of [orpc.scopes.key(), orpc.clients.key()]) void queries.invalidateQueries({ queryKey: key });
  };
  return (
    <>
      <p className="mb-3 max-w-2xl text-sm text-pretty text-ink-soft">{t('titleDetail')}</p>
      <DataTable
        id="scopes"
        label={t('title')}
        columns={columns}
        {...list}
        rowId={(scope) => scope.name}
        params={params}
        views={views}
        tenant={slug}
        searchLabel={t('search')}
        actions={
          actions && (
            <Button variant="primary" data-shortcut="c" onClick={() => setOpen({ kind: 'create' })}>
              <Plus aria-hidden /> {t('new')}
            </Button>
          )
        }
        empty={<EmptyState icon={ScanText} title={t('emptyTitle')} description={t('emptyDetail')} />}
      />
      {open && actions && <ScopePanel slug={slug} open={open} actions={actions} onDone={refresh} onClose={() => setOpen(null)} />}
    </>
  );
}
