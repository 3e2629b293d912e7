'use client';

import { Columns3, Plus, Search } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { ColumnBudget } from './column-budget';
import { FieldTable, type FieldTableActions } from './field-table';
import { fieldTitle } from './field-values';
import type { FieldListData } from './field-list-data';
import type { FieldRow } from './pending-changes';
import type { Pending } from './use-pending';

interface FieldCardsProps {
  data: FieldListData;
  driver: Parameters<typeof ColumnBudget>[0]['driver'];
  pending: Pending;
  /** Absent for who may not plan changes. */
  actions: FieldTableActions | null;
  onAdd: () => void;
}

/** So many can be taken in at a glance; beyond it a list is searched. */
const SEARCHED_FROM = 15;

/** The fields in use, in their order, and those that are hidden. */
export function FieldCards({ data, driver, pending, actions, onAdd }: FieldCardsProps) {
  const t = useTranslations('fields');
  const language = useLocale();
  const [search, setSearch] = useState('');
  const { shown, hidden, moved, reorder } = pending;
  const wanted = search.trim().toLowerCase();
  const fits = ({ field }: FieldRow) => field.name.includes(wanted) || fieldTitle(field, language).toLowerCase().includes(wanted);
  const found = wanted === '' ? shown : shown.filter(fits);
  // Of some of many, no one can say where they are put.
  const mayReorder = actions !== null && wanted === '' && shown.length > 1;
  const add = actions && (
    <Button variant="primary" onClick={onAdd}>
      <Plus aria-hidden /> {t('add')}
    </Button>
  );
  const head = (
    <>
      {shown.length >= SEARCHED_FROM && <SearchBox value={search} onChange={setSearch} />}
      {shown.length > 0 && add}
    </>
  );
  return (
    <>
      <Card title={t('title')} description={t('intro')} actions={head} flush>
        {found.length > 0 ? (
          <FieldTable label={t('title')} rows={found} actions={actions} moved={moved} onReorder={mayReorder ? reorder : undefined} />
        ) : shown.length > 0 ? (
          <NothingFound onClear={() => setSearch('')} />
        ) : (
          <EmptyState icon={Columns3} title={t('emptyTitle')} description={t('emptyDetail')} action={add} />
        )}
        <ColumnBudget {...data.columns} driver={driver} />
      </Card>
      {hidden.length > 0 && (
        <Card title={t('hiddenTitle')} description={t('hiddenDetail')} flush>
          <FieldTable label={t('hiddenTitle')} rows={hidden} actions={actions} />
        </Card>
      )}
    </>
  );
}

function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations('plan');
  return (
    <span className="relative">
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint" />
      <Input type="search" aria-label={t('search')} placeholder={t('search')} value={value} onChange={(event) => onChange(event.target.value)} className="h-8 w-52 pl-8 text-sm max-sm:w-36" />
    </span>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  const tc = useTranslations('common');
  return (
    <EmptyState
      icon={Search}
      title={tc('noMatchTitle')}
      description={tc('noMatchDetail')}
      action={<Button onClick={onClear}>{tc('clearFilters')}</Button>}
    />
  );
}
