// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { NuqsTestingAdapter } from 'nuqs/adapters/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { orpc } from '@/lib/doors/rpc/client';
import { MESSAGES } from '@/lib/i18n/messages';
import type { SavedView } from '@/lib/model/saved-view';
import { DataTable, type TableColumn } from './data-table';
import { useListParams } from './list-params';

interface Row {
  id: string;
  name: string;
}
const COLUMNS: TableColumn<Row>[] = [
  { id: 'name', enableHiding: false, header: 'Name', meta: { label: 'Name', sort: 'name' }, cell: ({ row }) => row.original.name },
  { id: 'id', header: 'Key', meta: { label: 'Key', hidden: true }, cell: ({ row }) => row.original.id },
];
const ROWS: Row[] = [
  { id: '1', name: 'Ana' },
  { id: '2', name: 'Bea' },
];

type Props = Partial<Parameters<typeof DataTable<Row>>[0]>;
function Sample(props: Props) {
  const params = useListParams('tenants');
  return <DataTable<Row> id="sample" label="People" columns={COLUMNS} page={{ items: ROWS, nextCursor: 'c2', total: 9 }} onRetry={() => undefined} rowId={(row) => row.id} params={params} searchLabel="Search" empty="Empty" {...props} />;
}
const view = (id: string, address: string, isDefault = false): SavedView => ({ id, list: 'tenants', name: `View ${id}`, address, isDefault, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' });

function show(props: Props = {}, searchParams = '', views: SavedView[] = []) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  // What the server drew: nothing is asked over the network here.
  queries.setQueryData(orpc.views.list.queryKey({ input: { list: 'tenants' } }), { items: views, nextCursor: null });
  const onUrlUpdate = vi.fn<(event: { queryString: string; options: { history: string } }) => void>();
  render(
    <NuqsTestingAdapter searchParams={searchParams} onUrlUpdate={onUrlUpdate} hasMemory>
      <QueryClientProvider client={queries}>
        <NextIntlClientProvider locale="en" messages={MESSAGES.en} timeZone="UTC">
          <Sample {...props} />
        </NextIntlClientProvider>
      </QueryClientProvider>
    </NuqsTestingAdapter>,
  );
  return { url: () => onUrlUpdate.mock.lastCall?.[0].queryString, last: () => onUrlUpdate.mock.lastCall?.[0].options.history };
}

beforeEach(() => localStorage.clear());
afterEach(cleanup);

describe('a data table', () => {
  it('sorts in the address, and goes back to the first page', async () => {
    const { url, last } = show({}, '?cursor=abc');
    fireEvent.click(screen.getByRole('button', { name: 'Name' }));
    await vi.waitFor(() => expect(url()).toBe('?sort=name'));
    expect(last()).toBe('push');
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending');
  });

  it('searches in the address after the last key', async () => {
    const { url } = show();
    fireEvent.change(screen.getByLabelText('Search'), { target: { value: 'an' } });
    await vi.waitFor(() => expect(url()).toBe('?q=an'));
  });

  it('pages by cursor', async () => {
    const { url } = show();
    expect(screen.getByText('2 of 9')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Next' }));
    await vi.waitFor(() => expect(url()).toBe('?cursor=c2'));
    fireEvent.click(await screen.findByRole('button', { name: 'Previous' }));
    await vi.waitFor(() => expect(url()).toBe(''));
  });

  it('hides what its columns hide, and remembers nothing until asked', () => {
    show();
    expect(screen.queryByRole('columnheader', { name: 'Key' })).toBeNull();
    expect(localStorage.length).toBe(0);
  });

  it('offers actions on the rows selected', () => {
    show({ bulkActions: (rows) => <output>{rows.map(({ name }) => name).join()}</output> });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select: 2' }));
    const bar = screen.getByRole('toolbar');
    expect(within(bar).getByText('1 selected')).toBeTruthy();
    expect(within(bar).getByText('Bea')).toBeTruthy();
    fireEvent.click(within(bar).getByRole('button', { name: 'Clear the selection' }));
    expect(screen.queryByRole('toolbar')).toBeNull();
  });

  it('tells apart nothing there, nothing found, failed and loading', () => {
    show({ page: { items: [], nextCursor: null } });
    expect(screen.getByText('Empty')).toBeTruthy();
    cleanup();
    show({ page: { items: [], nextCursor: null } }, '?q=zzz');
    expect(screen.getByText('Nothing matches')).toBeTruthy();
    cleanup();
    const onRetry = vi.fn();
    show({ error: { title: 'No server', reference: 'r-1' }, onRetry });
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledOnce();
    expect(screen.getByText('r-1')).toBeTruthy();
    cleanup();
    show({ page: undefined });
    expect(screen.getByRole('table').getAttribute('aria-busy')).toBe('true');
  });

  it('takes its columns from the address before this browser’s habit, and ignores what it does not have', () => {
    localStorage.setItem('tenantry.columns.sample', '{"id":true}');
    show({}, '?columns=-');
    expect(screen.queryByRole('columnheader', { name: 'Key' })).toBeNull();
    cleanup();
    show({}, '?columns=nothing,like,this');
    expect(screen.getByRole('columnheader', { name: 'Key' })).toBeTruthy();
  });

  it('goes to the first page when the server refuses the one asked for', async () => {
    const { url } = show({ page: undefined, error: { title: 'Refused', status: 422 } }, '?cursor=zzz&q=a');
    await vi.waitFor(() => expect(url()).toBe('?q=a'));
  });

  it('marks the view that is open, says when the list differs, and opens another by one click', async () => {
    const views = [view('a', 'status=ACTIVE'), view('b', 'q=acme&sort=-name')];
    const { url } = show({}, '?view=a&status=ACTIVE', views);
    const bar = within(screen.getByRole('navigation', { name: 'Saved views' }));
    const [all, first, second] = bar.getAllByRole('link');
    expect([all, first, second].map((link) => link?.getAttribute('aria-current'))).toEqual([null, 'true', null]);
    expect(bar.queryByText('Changed')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Name' }));
    await bar.findByText('Changed');
    expect(second?.getAttribute('href')).toBe('?q=acme&sort=-name&view=b');
    fireEvent.click(second as HTMLElement);
    await vi.waitFor(() => expect(Object.fromEntries(new URLSearchParams(url()))).toEqual({ q: 'acme', sort: '-name', view: 'b' }));
    fireEvent.click(all as HTMLElement);
    await vi.waitFor(() => expect(url()).toBe(''));
  });

  it('says that all rows are wanted where a view opens by default', async () => {
    const { url } = show({}, '?view=a&status=ACTIVE', [view('a', 'status=ACTIVE', true)]);
    fireEvent.click(screen.getByRole('link', { name: 'All' }));
    await vi.waitFor(() => expect(url()).toBe('?view=all'));
  });
});
