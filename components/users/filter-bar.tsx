'use client';

import { ListFilter, X } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field } from '@/components/form/field';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { USER_FILTER_MAX, type UserOperator } from '@/lib/model/states';
import { OPERATORS_OF, type UserColumn } from './column-kinds';
import { withCondition, type Condition } from './filter-address';
import { fromLocalInput } from './moments';
import { ValueInput } from './value-input';

interface FilterBarProps {
  columns: readonly UserColumn[];
  conditions: readonly Condition[];
  onChange: (conditions: Condition[]) => void;
}

/** What narrows the list, each to be taken away, and a row to ask one more question. */
export function FilterBar({ columns, conditions, onChange }: FilterBarProps) {
  const t = useTranslations('users');
  const [open, setOpen] = useState(false);
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <Button size="sm" aria-expanded={open} onClick={() => setOpen(!open)} disabled={conditions.length >= USER_FILTER_MAX}>
          <ListFilter aria-hidden /> {t('addFilter')}
        </Button>
        {conditions.map((condition) => (
          <Chip key={`${condition.field} ${condition.operator}`} columns={columns} condition={condition} onRemove={() => onChange(conditions.filter((one) => one !== condition))} />
        ))}
      </div>
      {open && (
        <NewFilter
          columns={columns}
          onAdd={(condition) => {
            onChange(withCondition(conditions, condition));
            setOpen(false);
          }}
        />
      )}
    </div>
  );
}

function Chip({ columns, condition, onRemove }: { columns: readonly UserColumn[]; condition: Condition; onRemove: () => void }) {
  const t = useTranslations('users');
  const shown = useShownValue();
  const column = columns.find(({ name }) => name === condition.field);
  const label = column?.label ?? condition.field;
  return (
    <span className="inline-flex h-7 max-w-full items-center gap-1 rounded-md border bg-sunken pl-2.5 text-sm">
      <span className="truncate" suppressHydrationWarning>
        <span className="font-medium">{label}</span> <span className="text-ink-soft">{t(`operator.${condition.operator}`)}</span> {shown(column, condition)}
      </span>
      <Button variant="ghost" size="icon-sm" className="size-6.5" aria-label={t('removeFilter', { name: label })} onClick={onRemove}>
        <X aria-hidden />
      </Button>
    </span>
  );
}

function useShownValue(): (column: UserColumn | undefined, condition: Condition) => string {
  const tc = useTranslations('common');
  const format = useFormatter();
  return (column, { operator, value }) => {
    if (operator === 'isNull' || column?.kind === 'boolean') return value === 'true' ? tc('yes') : tc('no');
    if (column?.kind === 'select') return column.options?.find((option) => option.value === value)?.label ?? value;
    if (column?.kind === 'datetime' && !Number.isNaN(Date.parse(value))) return format.dateTime(new Date(value), { dateStyle: 'medium', timeStyle: 'short' });
    return value;
  };
}

function NewFilter({ columns, onAdd }: { columns: readonly UserColumn[]; onAdd: (condition: Condition) => void }) {
  const t = useTranslations('users');
  const [name, setName] = useState(columns[0]?.name ?? '');
  const column = columns.find((one) => one.name === name) ?? columns[0];
  const operators = OPERATORS_OF[column?.kind ?? 'text'];
  const [chosen, setChosen] = useState<UserOperator | null>(null);
  const operator = chosen !== null && operators.includes(chosen) ? chosen : (operators[0] ?? 'eq');
  const [value, setValue] = useState('');
  if (!column) return null;
  // A list of values is typed as text whatever the column's own control is.
  const kind = operator === 'isNull' ? 'boolean' : operator === 'in' ? 'text' : column.kind;
  const choices = kind === 'boolean' || kind === 'select';
  return (
    <form
      className="grid gap-2 rounded-lg border bg-sunken p-3 sm:grid-cols-[1fr_1fr_1.5fr_auto] sm:items-end"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = value.trim();
        if (typed !== '') onAdd({ field: column.name, operator, value: kind === 'datetime' ? fromLocalInput(typed) : typed });
      }}
    >
      <Field label={t('filterColumn')}>
        <Select
          value={column.name}
          onChange={(event) => {
            setName(event.target.value);
            setValue('');
          }}
        >
          {columns.map((one) => (
            <option key={one.name} value={one.name}>
              {one.label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('filterOperator')}>
        <Select
          value={operator}
          onChange={(event) => {
            setChosen(event.target.value as UserOperator);
            setValue('');
          }}
        >
          {operators.map((one) => (
            <option key={one} value={one}>
              {t(`operator.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={operator === 'in' ? t('filterValues') : t('filterValue')}>
        <ValueInput kind={kind} options={column.options} emptyLabel={choices ? t('choose') : undefined} value={value} onChange={(event) => setValue(event.target.value)} />
      </Field>
      <Button type="submit" variant="primary" className="h-9" disabled={value.trim() === ''}>
        {t('applyFilter')}
      </Button>
    </form>
  );
}
