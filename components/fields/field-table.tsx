'use client';

import { Ellipsis, Pencil, RotateCcw, Trash2, Undo2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge, StatusBadge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Dropdown, DropdownContent, DropdownItem, DropdownTrigger } from '@/components/ui/dropdown';
import { RelativeTime } from '@/components/ui/relative-time';
import type { FieldState } from '@/lib/model/field';
import { fieldTitle } from './field-values';
import type { FieldRow } from './pending-changes';
import { useTypeName } from './use-type-name';

const STATE_TONE: Record<FieldState, Tone> = { pending: 'work', active: 'good', hidden: 'off', repair: 'bad' };

export interface FieldTableActions {
  edit: (row: FieldRow) => void;
  drop: (row: FieldRow) => void;
  restore: (row: FieldRow) => void;
  undo: (row: FieldRow) => void;
}

interface FieldTableProps {
  rows: FieldRow[];
  label: string;
  /** Absent for who may not plan changes. */
  actions: FieldTableActions | null;
}

export function FieldTable({ rows, label, actions }: FieldTableProps) {
  const t = useTranslations('fields');
  const tc = useTranslations('common');
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left text-sm" aria-label={label}>
        <thead className="bg-sunken text-ink-soft">
          <tr>
            {[t('name'), t('type'), t('column'), t('rules'), t('state')].map((head) => (
              <th key={head} scope="col" className="h-9 border-b px-3 font-medium whitespace-nowrap first:pl-4">
                {head}
              </th>
            ))}
            <th scope="col" className="border-b">
              <span className="sr-only">{tc('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map((row) => (
            <Row key={row.key} row={row} actions={actions} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, actions }: { row: FieldRow; actions: FieldTableActions | null }) {
  const t = useTranslations('fields');
  const locale = useLocale();
  const typeName = useTypeName();
  const { field, mark } = row;
  const rules = [field.required && t('required'), field.unique && t('unique'), field.indexed && t('indexed')].filter((rule) => rule !== false);
  return (
    <tr data-field={field.name} data-mark={mark ?? undefined} className={cn('h-11', mark && 'bg-accent-soft')}>
      <th scope="row" className="px-3 py-2 pl-4 font-normal">
        <span className={cn('block font-medium', mark === 'drop' && 'line-through')}>{fieldTitle(field, locale)}</span>
        <code className="font-mono text-xs text-ink-soft">{field.name}</code>
      </th>
      <td className="px-3 py-2 whitespace-nowrap">{typeName(field.type)}</td>
      <td className="px-3 py-2">
        <code className="font-mono text-xs">{field.columnType ?? '–'}</code>
      </td>
      <td className="px-3 py-2">
        <span className="flex flex-wrap gap-1">{rules.length > 0 ? rules.map((rule) => <Badge key={rule}>{rule}</Badge>) : '–'}</span>
      </td>
      <td className="px-3 py-2">
        <State row={row} />
      </td>
      <td className="px-3 py-2 text-right">{actions && <RowMenu row={row} actions={actions} />}</td>
    </tr>
  );
}

function State({ row: { field, mark } }: { row: FieldRow }) {
  const t = useTranslations('fields');
  if (mark) return <StatusBadge tone={mark === 'drop' ? 'warn' : 'unknown'}>{t(`mark.${mark}`)}</StatusBadge>;
  if (field.changing) return <StatusBadge tone="work">{t('states.changing')}</StatusBadge>;
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <StatusBadge tone={STATE_TONE[field.state]}>{t(`states.${field.state}`)}</StatusBadge>
      {field.state === 'hidden' && field.hiddenUntil && (
        <span className="text-xs text-ink-soft">
          {t('hiddenUntil')} <RelativeTime at={field.hiddenUntil} />
        </span>
      )}
    </span>
  );
}

function RowMenu({ row, actions }: { row: FieldRow; actions: FieldTableActions }) {
  const t = useTranslations('fields');
  const { field, mark } = row;
  if (field.changing) return null;
  if (mark === 'drop' || mark === 'restore') return <RowButton label={t('undo')} onClick={() => actions.undo(row)} icon={<Undo2 aria-hidden />} />;
  if (field.state === 'hidden') return <RowButton label={t('restore')} onClick={() => actions.restore(row)} icon={<RotateCcw aria-hidden />} />;
  return (
    <Dropdown>
      <DropdownTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={t('actionsOf', { name: field.name })}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownTrigger>
      <DropdownContent align="end">
        <DropdownItem onSelect={() => actions.edit(row)}>
          <Pencil aria-hidden /> {t('edit')}
        </DropdownItem>
        {mark && (
          <DropdownItem onSelect={() => actions.undo(row)}>
            <Undo2 aria-hidden /> {t('undo')}
          </DropdownItem>
        )}
        {mark !== 'add' && (
          <DropdownItem onSelect={() => actions.drop(row)}>
            <Trash2 aria-hidden /> {t('drop')}
          </DropdownItem>
        )}
      </DropdownContent>
    </Dropdown>
  );
}

function RowButton({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return (
    <Button size="sm" onClick={onClick}>
      {icon} {label}
    </Button>
  );
}
