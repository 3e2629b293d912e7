'use client';

import { ListFilter, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { uiOf } from '@/components/field-types';
import { FieldInput } from '@/components/field-types/field-input';
import { useFieldWords } from '@/components/field-types/use-words';
import { Field } from '@/components/form/field';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { USER_FILTER_MAX, type UserOperator } from '@/lib/model/states';
import type { UserColumn } from './column-kinds';
import { withCondition, type Condition } from './filter-address';

interface FilterBarProps {
  columns: readonly UserColumn[];
  conditions: readonly Condition[];
  onChange: (conditions: Condition[]) => void;
}

/** Parts of a bar that wraps: the button to ask one more question, and in a row of their own what narrows the list already, each to be taken away. */
export function FilterBar({ columns, conditions, onChange }: FilterBarProps) {
  const t = useTranslations('users');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button aria-expanded={open} onClick={() => setOpen(!open)} disabled={conditions.length >= USER_FILTER_MAX}>
        <ListFilter aria-hidden /> {t('addFilter')}
      </Button>
      {(open || conditions.length > 0) && (
        <div className="order-last w-full space-y-2">
          {open && (
            <NewFilter
              columns={columns}
              onAdd={(condition) => {
                onChange(withCondition(conditions, condition));
                setOpen(false);
              }}
            />
          )}
          {conditions.length > 0 && (
            <div className="flex flex-wrap items-center gap-1.5">
              {conditions.map((condition) => (
                <Chip key={`${condition.field} ${condition.operator}`} columns={columns} condition={condition} onRemove={() => onChange(conditions.filter((one) => one !== condition))} />
              ))}
            </div>
          )}
        </div>
      )}
    </>
  );
}

function Chip({ columns, condition, onRemove }: { columns: readonly UserColumn[]; condition: Condition; onRemove: () => void }) {
  const t = useTranslations('users');
  const words = useFieldWords();
  const column = columns.find(({ name }) => name === condition.field);
  const label = column?.label ?? condition.field;
  const said = words(controlOf(column, condition.operator), condition.value, column?.options);
  return (
    <span className="inline-flex h-7 max-w-full items-center gap-1 rounded-md border bg-sunken pl-2.5 text-sm">
      <span className="truncate" suppressHydrationWarning>
        <span className="font-medium">{label}</span> <span className="text-ink-soft">{t(`operator.${condition.operator}`)}</span> {said}
      </span>
      <Button variant="ghost" size="icon-sm" className="size-6.5" aria-label={t('removeFilter', { name: label })} onClick={onRemove}>
        <X aria-hidden />
      </Button>
    </span>
  );
}

/** The type whose control asks for a filter's value. A list of values is typed as text, whatever the column's own control is. */
function controlOf(column: UserColumn | undefined, operator: UserOperator): string {
  if (operator === 'isNull') return 'boolean';
  return operator === 'in' || !column ? 'text' : (uiOf(column.type).asks?.[operator] ?? column.type);
}

function NewFilter({ columns, onAdd }: { columns: readonly UserColumn[]; onAdd: (condition: Condition) => void }) {
  const t = useTranslations('users');
  const [name, setName] = useState(columns[0]?.name ?? '');
  const column = columns.find((one) => one.name === name) ?? columns[0];
  const { operators } = uiOf(column?.type ?? 'text');
  const [chosen, setChosen] = useState<UserOperator | null>(null);
  const operator = chosen !== null && operators.includes(chosen) ? chosen : (operators[0] ?? 'eq');
  const [value, setValue] = useState('');
  if (!column) return null;
  return (
    <form
      className="grid gap-2 rounded-lg border bg-sunken p-3 sm:grid-cols-[1fr_1fr_1.5fr_auto] sm:items-end"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = value.trim();
        if (typed !== '') onAdd({ field: column.name, operator, value: typed });
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
        <FieldInput type={controlOf(column, operator)} options={column.options ?? []} emptyLabel={t('choose')} value={value} onChange={setValue} />
      </Field>
      <Button type="submit" variant="primary" className="h-9" disabled={value.trim() === ''}>
        {t('applyFilter')}
      </Button>
    </form>
  );
}
