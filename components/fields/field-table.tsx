'use client';

import { ArrowDown, ArrowUp, Ellipsis, Pencil, RotateCcw, Trash2, Undo2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ReorderHandle, ReorderVoice } from '@/components/reorder/reorder-handle';
import { useReorder, type Reorder } from '@/components/reorder/use-reorder';
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
  /** Rows that stand elsewhere than before. */
  moved?: ReadonlySet<string>;
  /** Told the new order of keys and which one was moved; without it the order cannot be changed. */
  onReorder?: (keys: string[], moved: string) => void;
}

/** Shares of the width, so that little moves when a row's state does and both tables stand in line; what needs more, gets it. */
const COLUMNS = [['name', 'lg:w-[28%]'], ['type', 'lg:w-[13%]'], ['column', 'lg:w-[13%]'], ['rules', 'lg:w-[16%]'], ['state', '']] as const;

/** Under 640 px a field is an item: its name and menu, below them what it is. Roles are written out, since a changed `display` may take them from its elements. */
const PHONE_ROW = 'max-sm:flex max-sm:h-auto max-sm:flex-wrap max-sm:items-center max-sm:gap-x-2.5 max-sm:gap-y-1 max-sm:px-4 max-sm:py-2.5';
const FACT = 'px-3 py-2 max-sm:order-2 max-sm:p-0';

export function FieldTable({ rows, label, actions, moved, onReorder }: FieldTableProps) {
  const t = useTranslations('fields');
  const tc = useTranslations('common');
  const reorder = useReorder({ keys: rows.map(({ key }) => key), nameOf: (key) => rows.find((row) => row.key === key)?.field.name ?? '', onReorder: onReorder ?? (() => undefined) });
  const ordered = reorder.keys.flatMap((key) => rows.find((row) => row.key === key) ?? []);
  const table = (
    <table role="table" className="w-full text-left text-sm max-sm:block" aria-label={label}>
      <thead role="rowgroup" className="bg-sunken text-ink-soft max-sm:sr-only">
        <tr role="row">
          {COLUMNS.map(([head, width]) => (
            <th key={head} role="columnheader" scope="col" className={cn('h-9 border-b px-3 font-medium whitespace-nowrap first:pl-4', width)}>
              {t(head)}
            </th>
          ))}
          <th role="columnheader" scope="col" className="w-44 border-b">
            <span className="sr-only">{tc('actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup" className="divide-y max-sm:block">
        {ordered.map((row, at) => (
          <Row key={row.key} row={row} moved={moved?.has(row.key) === true} actions={actions} reorder={onReorder ? reorder : null} first={at === 0} last={at === ordered.length - 1} />
        ))}
      </tbody>
    </table>
  );
  return onReorder ? (
    <>
      <ReorderVoice said={reorder.said} />
      {table}
    </>
  ) : (
    table
  );
}

interface RowProps {
  row: FieldRow;
  moved: boolean;
  actions: FieldTableActions | null;
  reorder: Reorder | null;
  first: boolean;
  last: boolean;
}

/** Above the others while it is moved. */
const LIFTED = 'data-lifted:relative data-lifted:z-10 data-lifted:bg-raised data-lifted:shadow-md data-lifted:outline data-lifted:-outline-offset-1 data-lifted:outline-accent';

function Row({ row, moved, actions, reorder, ...ends }: RowProps) {
  const t = useTranslations('fields');
  const locale = useLocale();
  const typeName = useTypeName();
  const { field, mark } = row;
  const title = fieldTitle(field, locale);
  const rules = [field.required && t('required'), field.unique && t('unique'), field.indexed && t('indexed'), field.pii && t('pii')].filter((rule) => rule !== false);
  return (
    <tr role="row" data-field={field.name} data-mark={mark ?? undefined} data-moved={moved || undefined} className={cn('h-11', PHONE_ROW, reorder && 'max-sm:pl-12', (mark !== null || moved) && 'bg-accent-soft', LIFTED)} {...reorder?.item(row.key)}>
      <th role="rowheader" scope="row" className={cn('px-3 py-2 font-normal max-sm:min-w-0 max-sm:grow max-sm:basis-[calc(100%-2.5rem)] max-sm:p-0', reorder ? 'pl-2' : 'pl-4')}>
        <span className="flex items-center gap-1.5">
          {reorder && <ReorderHandle name={field.name} className="max-sm:-ml-8.5" {...reorder.handle(row.key)} />}
          <span className="min-w-0">
            <span className={cn('block font-medium break-words', mark === 'drop' && 'line-through')}>{title}</span>
            <span className="flex flex-wrap gap-x-2 text-xs text-ink-soft">
              {title !== field.name && <code className="font-mono break-all">{field.name}</code>}
              {field.group && <span className="break-words text-ink-faint">{field.group}</span>}
            </span>
          </span>
        </span>
      </th>
      <td role="cell" className={FACT}>
        {typeName(field.type)}
      </td>
      <td role="cell" className={FACT}>
        <code className="font-mono text-xs break-words">{field.columnType ?? '–'}</code>
      </td>
      <td role="cell" className={cn(FACT, rules.length === 0 && 'max-sm:hidden')}>
        <span className="flex flex-wrap gap-1">{rules.length > 0 ? rules.map((rule) => <Badge key={rule}>{rule}</Badge>) : '–'}</span>
      </td>
      <td role="cell" className={FACT}>
        <State row={row} moved={moved} />
      </td>
      <td role="cell" className="px-3 py-2 text-right max-sm:order-1 max-sm:p-0">
        {actions && <RowMenu row={row} actions={actions} move={reorder && ((by) => reorder.move(row.key, by))} {...ends} />}
      </td>
    </tr>
  );
}

function State({ row: { field, mark }, moved }: { row: FieldRow; moved: boolean }) {
  const t = useTranslations('fields');
  if (mark) return <StatusBadge tone={mark === 'drop' ? 'warn' : 'unknown'}>{t(`mark.${mark}`)}</StatusBadge>;
  if (moved) return <StatusBadge tone="unknown">{t('mark.move')}</StatusBadge>;
  if (field.changing) return <StatusBadge tone="work">{t('states.changing')}</StatusBadge>;
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <StatusBadge tone={STATE_TONE[field.state]}>{t(`states.${field.state}`)}</StatusBadge>
      {field.state === 'hidden' && field.hiddenUntil && (
        <span className="text-xs text-ink-soft">
          {t('hiddenUntil')} <RelativeTime at={field.hiddenUntil} ahead />
        </span>
      )}
    </span>
  );
}

interface RowMenuProps {
  row: FieldRow;
  actions: FieldTableActions;
  /** For who can neither drag nor use the handle. */
  move: ((by: -1 | 1) => void) | null;
  first: boolean;
  last: boolean;
}

function RowMenu({ row, actions, move, first, last }: RowMenuProps) {
  const t = useTranslations('fields');
  const tc = useTranslations('common.reorder');
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
        {move && (
          <>
            <DropdownItem disabled={first} onSelect={() => move(-1)}>
              <ArrowUp aria-hidden /> {tc('up')}
            </DropdownItem>
            <DropdownItem disabled={last} onSelect={() => move(1)}>
              <ArrowDown aria-hidden /> {tc('down')}
            </DropdownItem>
          </>
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
    <Button size="sm" onClick={onClick} title={label}>
      {icon} <span className="max-sm:sr-only">{label}</span>
    </Button>
  );
}
