import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

export interface PlainColumn {
  id: string;
  label: string;
  right?: boolean;
  /** Left out where there is no room for it. */
  wide?: boolean;
}

/** A short table that is all there at once: no search, no pages. Cells in the order of its columns. */
export function PlainTable({ label, columns, rows }: { label: string; columns: readonly PlainColumn[]; rows: { key: string; cells: ReactNode[] }[] }) {
  const cell = 'border-b px-4 whitespace-nowrap group-last:border-b-0';
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={label}>
      <table className="w-full border-separate border-spacing-0 text-left text-sm">
        <thead>
          <tr>
            {columns.map(({ id, label: head, right, wide }) => (
              <th key={id} scope="col" className={cn('h-9 border-b bg-sunken px-4 font-medium whitespace-nowrap text-ink-soft', right && 'text-right', wide && 'max-sm:hidden')}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="group hover:bg-hover">
              {columns.map(({ id, right, wide }, index) => (
                <td key={id} className={cn('numeric h-11', cell, right && 'text-right', wide && 'max-sm:hidden')}>
                  {cells[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
