import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { cn } from '@/components/ui/cn';
import type { FieldDifference, Side } from './merge';

interface MergeTableProps {
  rows: readonly FieldDifference[];
  chosen: Readonly<Record<string, Side>>;
  onChoose: (name: string, side: Side) => void;
}

const SIDES = ['mine', 'theirs'] as const;

/** Each field with both values; one of them is chosen, by pointer or by arrow keys. */
export function MergeTable({ rows, chosen, onChoose }: MergeTableProps) {
  const t = useTranslations('common');
  const id = useId();
  return (
    <div className="space-y-4">
      {rows.map((row) => (
        <fieldset key={row.name} className="min-w-0">
          <legend className="pb-1.5 text-sm font-medium">{row.label}</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {SIDES.map((side) => (
              <label
                key={side}
                className={cn(
                  'flex min-w-0 cursor-pointer items-start gap-2.5 rounded-md border px-3 py-2 text-sm transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent',
                  chosen[row.name] === side ? 'border-accent bg-accent-soft' : 'border-line-strong hover:bg-hover',
                )}
              >
                <input type="radio" name={`${id}-${row.name}`} className="mt-0.5 size-4 shrink-0 accent-accent" checked={chosen[row.name] === side} onChange={() => onChoose(row.name, side)} />
                <span className="min-w-0">
                  <span className="block text-xs text-ink-soft">{t(side === 'mine' ? 'yours' : 'theirs')}</span>
                  <span className="block break-words whitespace-pre-wrap">{row[side] || '–'}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
