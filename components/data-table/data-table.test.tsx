// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { NuqsTestingAdapter } from 'nuqs/adapters/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MESSAGES } from '@/lib/i18n/messages';
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
  const params = useListParams(['status'] as const);
  return <DataTable<Row> id="sample" label="People" columns={COLUMNS} page={{ items: ROWS, nextCursor: 'c2', total: 9 }} onRetry={() => undefined} rowId={(row) => row.id} params={params} searchLabel="Search" empty="Empty" {...props} />;
}
function show(props: Props = {}, searchParams = '') {
  const onUrlUpdate = vi.fn<(event: { queryString: string }) => void>();
  render(
    <NuqsTestingAdapter searchParams={searchParams} onUrlUpdate={onUrlUpdate} hasMemory>
      <NextIntlClientProvider locale="en" messages={MESSAGES.en} timeZone="UTC">
        <Sample {...props} />
      </NextIntlClientProvider>
    </NuqsTestingAdapter>,
  );
  return { url: () => onUrlUpdate.mock.lastCall?.[0].queryString };
}

beforeEach(() => localStorage.clear());
afterEach(cleanup);

describe('a data table', () => {
  it('sorts in the address, and goes back to the first page', async () => {
    const { url } = show({}, '?cursor=abc');
    fireEvent.click(screen.getByRole('button', { name: 'Name' }));
    await vi.waitFor(() => expect(url()).toBe('?sort=name'));
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
});
