'use client';

import { Columns3, Search, SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Dropdown, DropdownCheckboxItem, DropdownContent, DropdownLabel, DropdownTrigger } from '@/components/ui/dropdown';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { ListParams } from './list-params';
import type { ColumnVisibility } from './column-address';
import { DayFilter } from './day-filter';

export interface TableFilter {
  name: string;
  label: string;
  /** Without options it is a text to type. */
  options?: { value: string; label: string }[];
  /** A day instead, as the moment at which it begins or ends. */
  day?: 'from' | 'to';
  /** Behind a button until one of these narrows the list, or it is pressed. */
  more?: boolean;
}

interface TableToolbarProps {
  searchLabel?: string;
  filters: TableFilter[];
  params: ListParams;
  columns: { id: string; enableHiding?: boolean; meta?: { label: string } }[];
  visibility: ColumnVisibility;
  onVisibility: (next: ColumnVisibility) => void;
  saveView: ReactNode;
  /** Filters of a kind of their own, beside the search. */
  ownFilters?: ReactNode;
  /** What is done here, such as an export of the list as it is narrowed, and adding to it. */
  actions?: ReactNode;
}

const TYPING_MS = 250;

export function TableToolbar({ searchLabel, filters, params, columns, visibility, onVisibility, saveView, ownFilters, actions }: TableToolbarProps) {
  const t = useTranslations('common');
  const id = useId();
  const hidden = filters.filter(({ more }) => more);
  const [all, setAll] = useState(hidden.some(({ name }) => (params.filters[name] ?? '') !== ''));
  const clear = params.narrowed && (
    <Button variant="ghost" className="px-2" onClick={params.reset}>
      {t('clearFilters')}
    </Button>
  );
  return (
    <div className="flex flex-wrap items-center gap-2">
      {searchLabel && <TypedFilter label={searchLabel} value={params.q} onChange={(q) => params.set({ q }, 'typed')} wide />}
      {ownFilters}
      {filters.filter(({ more }) => !more).map((filter) => <OneFilter key={filter.name} filter={filter} params={params} />)}
      {hidden.length > 0 && (
        <Button variant="ghost" className="px-2" aria-expanded={all} aria-controls={id} onClick={() => setAll(!all)}>
          <SlidersHorizontal aria-hidden /> {t(all ? 'fewerFilters' : 'moreFilters')}
        </Button>
      )}
      {!all && clear}
      {/* Where there is no room it goes to the next line as one; on a phone each goes where there is some. */}
      <div className="ml-auto flex flex-wrap items-center justify-end gap-2 max-sm:contents">
        {saveView}
        <Dropdown>
          <DropdownTrigger asChild>
            <Button variant="ghost" className="px-2 max-sm:hidden">
              <Columns3 aria-hidden /> {t('columns')}
            </Button>
          </DropdownTrigger>
          <DropdownContent align="end">
            <DropdownLabel>{t('columns')}</DropdownLabel>
            {columns
              .filter((column) => column.enableHiding !== false)
              .map((column) => (
                <DropdownCheckboxItem
                  key={column.id}
                  checked={visibility[column.id] !== false}
                  onSelect={(event) => event.preventDefault()}
                  onCheckedChange={(shown) => onVisibility({ ...visibility, [column.id]: shown })}
                >
                  {column.meta?.label}
                </DropdownCheckboxItem>
              ))}
          </DropdownContent>
        </Dropdown>
        {actions}
      </div>
      {hidden.length > 0 && (
        <div id={id} hidden={!all} className="flex w-full flex-wrap items-center gap-2 [[hidden]]:hidden">
          {hidden.map((filter) => <OneFilter key={filter.name} filter={filter} params={params} />)}
          {all && clear}
        </div>
      )}
    </div>
  );
}

function OneFilter({ filter: { name, label, options, day }, params }: { filter: TableFilter; params: ListParams }) {
  const value = params.filters[name] ?? '';
  if (day) return <DayFilter label={label} value={value} end={day} onChange={(next) => params.set({ [name]: next })} />;
  if (!options) return <TypedFilter label={label} value={value} onChange={(next) => params.set({ [name]: next }, 'typed')} />;
  return (
    <Select aria-label={label} dense className="w-auto max-w-52 max-sm:max-w-none max-sm:flex-1 max-sm:basis-36" value={value} onChange={(event) => params.set({ [name]: event.target.value })}>
      <option value="">{label}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}

/** Text that goes to the address a moment after the last key. */
function TypedFilter({ label, value, onChange, wide }: { label: string; value: string; onChange: (value: string) => void; wide?: boolean }) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <div className={wide ? 'relative min-w-0 flex-1 basis-56 sm:max-w-80' : 'relative w-40 max-sm:flex-1 max-sm:basis-36'}>
      {wide && <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint" aria-hidden />}
      <Input type="search" dense aria-label={label} placeholder={label} className={wide ? 'pl-8' : undefined} value={typed} onChange={(event) => setTyped(event.target.value)} />
    </div>
  );
}
