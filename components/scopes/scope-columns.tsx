'use client';

import { MoreHorizontal, Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { TableColumn } from '@/components/data-table/data-table';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dropdown, DropdownContent, DropdownItem, DropdownSeparator, DropdownTrigger } from '@/components/ui/dropdown';
import type { Scope } from '@/lib/model/scope';
import { ClaimChips } from './claim-chips';

export type ScopeIntent = 'edit' | 'delete';

/** @param onChoose absent for readers */
export function useScopeColumns(onChoose: ((intent: ScopeIntent, scope: Scope) => void) | undefined): TableColumn<Scope>[] {
  const t = useTranslations('scopes');
  return useMemo<TableColumn<Scope>[]>(
    () => [
      { id: 'name', enableHiding: false, header: t('name'), meta: { label: t('name'), sort: 'name' }, cell: ({ row }) => <ScopeName scope={row.original} /> },
      { id: 'claims', header: t('claims'), meta: { label: t('claims'), phone: 'plain' }, cell: ({ row }) => <ClaimChips sources={row.original.claimSources} /> },
      { id: 'dependsOn', header: t('dependsOn'), meta: { label: t('dependsOn'), phone: 'labelled' }, cell: ({ row }) => (row.original.dependsOn === null ? '–' : <code className="font-mono text-xs">{row.original.dependsOn}</code>) },
      { id: 'usedBy', header: t('usedBy'), meta: { label: t('usedBy'), phone: 'labelled' }, cell: ({ row }) => <UsedBy scope={row.original} /> },
      ...(onChoose
        ? [{ id: 'actions', enableHiding: false, header: () => <span className="sr-only">{t('actions')}</span>, meta: { label: t('actions'), align: 'right' as const }, cell: ({ row }: { row: { original: Scope } }) => (row.original.system ? null : <ScopeMenu scope={row.original} onChoose={onChoose} />) }]
        : []),
    ],
    [t, onChoose],
  );
}

function ScopeName({ scope }: { scope: Scope }) {
  const t = useTranslations('scopes');
  const words = scope.system ? t(`standard.${scope.name as 'openid'}`) : scope.displayName;
  return (
    <div className="min-w-0 py-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <code className="font-mono font-medium break-all">{scope.name}</code>
        {scope.system && <Badge>{t('system')}</Badge>}
      </p>
      {words !== '' && <p className="max-w-72 text-ink-soft">{words}</p>}
    </div>
  );
}

function UsedBy({ scope: { usedBy } }: { scope: Scope }) {
  const t = useTranslations('scopes');
  const names = [...usedBy.clients, ...usedBy.scopes];
  if (names.length === 0) return <span className="text-ink-faint">{t('unused')}</span>;
  const counts = [...(usedBy.clients.length > 0 ? [t('usedByClients', { count: usedBy.clients.length })] : []), ...(usedBy.scopes.length > 0 ? [t('usedByScopes', { count: usedBy.scopes.length })] : [])];
  return <span title={names.join(', ')}>{counts.join(' · ')}</span>;
}

function ScopeMenu({ scope, onChoose }: { scope: Scope; onChoose: (intent: ScopeIntent, scope: Scope) => void }) {
  const t = useTranslations('scopes');
  return (
    <Dropdown>
      <DropdownTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={t('actionsOf', { name: scope.name })}>
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownTrigger>
      <DropdownContent align="end">
        <DropdownItem onSelect={() => onChoose('edit', scope)}>
          <Pencil aria-hidden /> {t('edit')}
        </DropdownItem>
        <DropdownSeparator />
        <DropdownItem onSelect={() => onChoose('delete', scope)}>
          <Trash2 aria-hidden /> {t('delete')}
        </DropdownItem>
      </DropdownContent>
    </Dropdown>
  );
}
