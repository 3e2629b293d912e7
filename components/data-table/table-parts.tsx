'use client';

import { ArrowDown, ArrowUp, ChevronsUpDown, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import type { ListParams } from './list-params';
import { isBareHead, PHONE_ROW, phoneCell, phoneHead, SELECT_COLUMN } from './phone-layout';
import { nextSort, sortDirection } from './sort';
import type { TableColumn, TableRow } from './table-column';
import { ROW_NAME } from './use-row-keys';

const SKELETON_ROWS = 8;

export function TableHead<T>({ columns, params }: { columns: readonly TableColumn<T>[]; params: ListParams }) {
  return (
    <thead role="rowgroup" className="max-sm:block">
      <tr
        role="row"
        className={cn(
          'max-sm:flex max-sm:h-9 max-sm:items-center max-sm:gap-3 max-sm:border-b max-sm:bg-sunken max-sm:pr-3 max-sm:pl-3 max-sm:has-data-select:pl-1.5',
          isBareHead(columns) && 'max-sm:sr-only',
        )}
      >
        {columns.map((column) => {
          const { id, meta } = column;
          const direction = meta?.sort ? sortDirection(params.sort, meta.sort) : null;
          const header = typeof column.header === 'function' ? column.header() : column.header;
          return (
            <th
              key={id}
              scope="col"
              role="columnheader"
              data-select={id === SELECT_COLUMN || undefined}
              aria-sort={meta?.sort ? (direction ?? 'none') : undefined}
              className={cn('h-9 border-b bg-sunken px-3 text-left font-medium whitespace-nowrap text-ink-soft', meta?.align === 'right' && 'text-right', meta?.className, phoneHead(column))}
            >
              {meta?.sort ? (
                <SortButton direction={direction} onClick={() => params.set({ sort: nextSort(params.sort, meta.sort ?? '') })}>
                  {header}
                </SortButton>
              ) : (
                header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function SortButton({ direction, onClick, children }: { direction: 'ascending' | 'descending' | null; onClick: () => void; children: ReactNode }) {
  const Icon = direction === 'ascending' ? ArrowUp : direction === 'descending' ? ArrowDown : ChevronsUpDown;
  return (
    <button type="button" onClick={onClick} className="-mx-1.5 inline-flex h-6 items-center gap-1 rounded-sm px-1.5 hover:bg-hover hover:text-ink">
      {children}
      <Icon className={cn('size-3.5', !direction && 'opacity-50')} aria-hidden />
    </button>
  );
}

interface TableBodyProps<T> {
  columns: readonly TableColumn<T>[];
  rows: readonly TableRow<T>[];
  selected: (id: string) => boolean;
  loading: boolean;
  stale: boolean;
  error: { title: string; detail?: string; reference?: string } | null;
  onRetry: () => void;
  narrowed: boolean;
  onReset: () => void;
  empty: ReactNode;
}

export function TableBody<T>({ columns, rows, selected, loading, stale, error, onRetry, narrowed, onReset, empty }: TableBodyProps<T>) {
  const t = useTranslations('common');
  const wide = (content: ReactNode) => (
    <tbody role="rowgroup" className="max-sm:block">
      <tr role="row" className="max-sm:block">
        <td role="cell" colSpan={columns.length} className="max-sm:block">
          {content}
        </td>
      </tr>
    </tbody>
  );
  if (error) return wide(<ErrorState {...error} onRetry={onRetry} />);
  if (loading) return <SkeletonRows columns={columns.length} />;
  if (rows.length === 0 && narrowed) {
    return wide(<EmptyState icon={SearchX} title={t('noMatchTitle')} description={t('noMatchDetail')} action={<Button onClick={onReset}>{t('clearFilters')}</Button>} />);
  }
  if (rows.length === 0) return wide(empty);
  return (
    <tbody role="rowgroup" className={cn('transition-opacity max-sm:block', stale && 'opacity-60')}>
      {rows.map((row) => (
        <tr key={row.id} role="row" data-selected={selected(row.id) || undefined} className={cn('group transition-colors hover:bg-hover has-focus-visible:bg-hover data-selected:bg-accent-soft', PHONE_ROW)}>
          {columns.map((column) => {
            const { id, meta } = column;
            return (
              <td
                key={id}
                role="cell"
                data-select={id === SELECT_COLUMN || undefined}
                {...(column.enableHiding === false && id !== SELECT_COLUMN && { [ROW_NAME]: '' })}
                className={cn('numeric h-11 border-b px-3 whitespace-nowrap group-last:border-b-0', meta?.align === 'right' && 'text-right', meta?.className, phoneCell(column))}
              >
                {meta?.phone === 'labelled' && (
                  <span aria-hidden className="mr-1 text-ink-faint sm:hidden">
                    {meta.label}
                  </span>
                )}
                {column.cell({ row })}
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  );
}

function SkeletonRows({ columns }: { columns: number }) {
  return (
    <tbody role="rowgroup" className="max-sm:block">
      {Array.from({ length: SKELETON_ROWS }, (_, row) => (
        <tr key={row} role="row" className="max-sm:flex max-sm:h-15 max-sm:flex-col max-sm:justify-center max-sm:gap-2 max-sm:border-b max-sm:px-3">
          {Array.from({ length: columns }, (_cell, column) => (
            <td key={column} role="cell" className={cn('h-11 border-b px-3 max-sm:h-auto max-sm:border-0 max-sm:p-0', column > 1 && 'max-sm:hidden')}>
              <Skeleton className={cn('h-4', column === 0 ? 'w-40' : 'w-20')} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
