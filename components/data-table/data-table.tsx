'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, type ReactNode } from 'react';
import { SaveViewButton } from '@/components/saved-views/save-view-button';
import { useViews, type ViewPage } from '@/components/saved-views/use-views';
import { ViewBar } from '@/components/saved-views/view-bar';
import type { Page } from '@/lib/model/common';
import { canonicalAddress } from '@/lib/model/lists';
import { BulkBar } from './bulk-bar';
import { ownChoice, writeColumns, type ColumnVisibility } from './column-address';
import { CursorPager } from './cursor-pager';
import { selectionColumn } from './selection-column';
import type { ListParams } from './list-params';
import type { TableColumn } from './table-column';
import { TableBody, TableHead } from './table-parts';
import { TableToolbar, type TableFilter } from './table-toolbar';
import { useColumnChoice } from './use-column-choice';
import { useRowKeys } from './use-row-keys';
import { useSelection } from './use-selection';

export type { TableColumn };

interface DataTableProps<T> {
  /** Names the table for its readers, and its column choice in this browser. */
  id: string;
  label: string;
  columns: TableColumn<T>[];
  /** Undefined while the first page is on its way. */
  page: Page<T> | undefined;
  /** The page shown is an earlier one, the next is on its way. */
  stale?: boolean;
  error?: { title: string; detail?: string; reference?: string; status?: number } | null;
  onRetry: () => void;
  rowId: (row: T) => string;
  params: ListParams;
  /** Saved views as the server drew them. */
  views?: ViewPage;
  /** Slug, where each tenant has its own list. */
  tenant?: string;
  /** Stands between the saved views and the search. */
  above?: ReactNode;
  searchLabel?: string;
  filters?: TableFilter[];
  /** Filters of a kind of their own, beside the search. */
  ownFilters?: ReactNode;
  /** What is done here, such as an export of the list as it is narrowed, and adding to it. */
  actions?: ReactNode;
  /** Nothing there at all. */
  empty: ReactNode;
  /** Draws the actions on what is selected; without it rows cannot be selected. */
  bulkActions?: (rows: T[], clear: () => void) => ReactNode;
}

const NONE: never[] = [];
/** HTTP status of values that were refused. */
const REFUSED = 422;

/** A list whose search, sort, filter and paging are the server's work and the address's state. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { page, params, rowId } = props;
  const t = useTranslations('common');
  const [visibility, setVisibility] = useColumnChoice(props.id, props.columns, params);
  const views = useViews({ list: params.list, tenant: props.tenant }, props.views);
  const address = useShownAddress(params, props.columns, visibility);
  useForgetPage(params, props.error?.status);
  const walked = useRef<HTMLTableElement>(null);
  useRowKeys(walked);
  const rows = (page?.items ?? NONE).map((original) => ({ id: rowId(original), original }));
  const selection = useSelection<T>(rows);
  const shown = props.columns.filter((column) => visibility[column.id] !== false);
  const columns = props.bulkActions ? [selectionColumn(t('selectAll'), t('selectRow'), selection), ...shown] : shown;
  // Nothing is there to search, filter or export; what begins it stands in the empty state.
  const bare = page?.items.length === 0 && !params.narrowed && params.cursor === '' && !props.error;
  return (
    <div className="space-y-3">
      <ViewBar views={views} params={params} address={address} />
      {props.above}
      {!bare && (
        <TableToolbar
          searchLabel={props.searchLabel}
          filters={props.filters ?? NONE}
          params={params}
          columns={props.columns}
          visibility={visibility}
          onVisibility={setVisibility}
          ownFilters={props.ownFilters}
          actions={props.actions}
          saveView={<SaveViewButton views={views} params={params} address={address} />}
        />
      )}
      <div className="panel overflow-hidden">
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={props.label}>
          <table ref={walked} data-walked role="table" className="w-full max-sm:block border-separate border-spacing-0 text-sm" aria-busy={props.stale || (page === undefined && !props.error)}>
            <caption className="sr-only">{props.label}</caption>
            <TableHead columns={columns} params={params} />
            <TableBody
              columns={columns}
              rows={rows}
              selected={selection.has}
              loading={page === undefined}
              stale={props.stale ?? false}
              error={props.error ?? null}
              onRetry={props.onRetry}
              narrowed={params.narrowed}
              onReset={params.reset}
              empty={props.empty}
            />
          </table>
        </div>
        <CursorPager page={page} params={params} shown={page?.items.length ?? 0} />
      </div>
      {props.bulkActions && selection.rows.length > 0 && (
        <BulkBar count={selection.rows.length} onClear={selection.clear}>
          {props.bulkActions(selection.rows, selection.clear)}
        </BulkBar>
      )}
    </div>
  );
}

/** The state on the screen, with the columns that this browser shows by habit: a view looks the same in another. */
function useShownAddress(params: ListParams, columns: TableColumn<never>[] | readonly unknown[], visibility: ColumnVisibility): string {
  const { list, address } = params;
  const known = columns as Parameters<typeof ownChoice>[0];
  const shown = writeColumns(known, visibility);
  if (params.columns !== '' || shown === writeColumns(known, ownChoice(known))) return address;
  const whole = new URLSearchParams(address);
  whole.set('columns', shown);
  return canonicalAddress(list, whole.toString());
}

/** A page that the server refuses is none of this list: the first one is shown instead. */
function useForgetPage(params: ListParams, status: number | undefined): void {
  const refused = status === REFUSED && params.cursor !== '';
  useEffect(() => {
    if (refused) params.set({}, 'typed');
  });
}
