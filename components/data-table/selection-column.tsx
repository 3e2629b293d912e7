import { Checkbox } from '@/components/ui/checkbox';
import { SELECT_COLUMN } from './phone-layout';
import type { TableColumn } from './table-column';
import type { Selection } from './use-selection';

/** First column of a table whose rows can be selected. */
export function selectionColumn<T>(allLabel: string, rowLabel: string, selection: Selection<T>): TableColumn<T> {
  const some = selection.rows.length > 0;
  return {
    id: SELECT_COLUMN,
    enableHiding: false,
    meta: { label: allLabel, className: 'w-10' },
    header: <Checkbox aria-label={allLabel} checked={selection.all || (some && 'indeterminate')} onCheckedChange={selection.setAll} />,
    cell: ({ row }) => <Checkbox aria-label={`${rowLabel}: ${row.id}`} checked={selection.has(row.id)} onCheckedChange={(checked) => selection.set(row.id, checked)} />,
  };
}
