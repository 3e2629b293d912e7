import type { RowData } from '@tanstack/react-table';
import { Checkbox } from '@/components/ui/checkbox';
import type { TableColumn } from './data-table';
import { SELECT_COLUMN } from './phone-layout';

/** First column of a table whose rows can be selected. */
export function selectionColumn<T extends RowData>(allLabel: string, rowLabel: string): TableColumn<T> {
  return {
    id: SELECT_COLUMN,
    enableHiding: false,
    meta: { label: allLabel, className: 'w-10' },
    header: ({ table }) => (
      <Checkbox
        aria-label={allLabel}
        checked={table.getIsAllRowsSelected() || (table.getIsSomeRowsSelected() && 'indeterminate')}
        onCheckedChange={(checked) => table.toggleAllRowsSelected(checked === true)}
      />
    ),
    cell: ({ row }) => <Checkbox aria-label={`${rowLabel}: ${row.id}`} checked={row.getIsSelected()} onCheckedChange={(checked) => row.toggleSelected(checked === true)} />,
  };
}
