'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import type { Field, FieldDrift } from '@/lib/model/field';
import { textFor } from '@/lib/model/field-text';
import { factsOf, type ChangeFact } from './change-facts';
import { isAbout, type DriftCommand, type FieldRow } from './pending-changes';
import type { Pending } from './use-pending';
import { useTypeName } from './use-type-name';

interface ChangeListProps {
  fields: readonly Field[];
  drifts: readonly FieldDrift[];
  pending: Pending;
  /** What can be done with a change; none where it is only told. */
  actions?: (row: FieldRow) => ReactNode;
  /** The same for a column that was changed by hand. */
  driftActions?: (column: string) => ReactNode;
  /** And for the order. */
  orderActions?: ReactNode;
}

/** What waits, field by field, in words. */
export function ChangeList({ fields, drifts, pending, actions, driftActions, orderActions }: ChangeListProps) {
  const t = useTranslations('plan');
  const language = useLocale();
  const { rows, changes, shown } = pending;
  const changed = rows.filter(({ mark }) => mark !== null);
  const moved = shown.filter(({ key }) => pending.moved.has(key)).map(({ field }) => field.name);
  return (
    <ul className="divide-y">
      {changed.map((row) => {
        const field = fields.find(({ id }) => id === row.field.id) ?? null;
        const facts = factsOf(field, field ? changes.filter((change) => isAbout(change, field.id)) : changes.filter((_, at) => at === row.at), (text) => textFor(text, language));
        return (
          <Entry key={row.key} name={field?.name ?? row.field.name} actions={actions?.(row)}>
            {facts.map((fact, at) => (
              <Fragment key={`${fact.kind}-${at}`}>
                {at > 0 && <span className="text-ink-faint"> · </span>}
                <Fact fact={fact} />
              </Fragment>
            ))}
          </Entry>
        );
      })}
      {pending.drift.map((command) => (
        <Entry key={command.column} name={command.column} actions={driftActions?.(command.column)}>
          <Resolution command={command} drift={drifts.find(({ column, choices }) => column === command.column && choices.includes(command.op))} />
        </Entry>
      ))}
      {moved.length > 0 && (
        <Entry name={null} actions={orderActions}>
          {t('moved', { names: moved.join(', '), count: moved.length })}
        </Entry>
      )}
    </ul>
  );
}

function Entry({ name, actions, children }: { name: string | null; actions: ReactNode; children: ReactNode }) {
  const t = useTranslations('plan');
  return (
    <li data-change={name ?? 'order'} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1.5 text-sm">
      <p className="min-w-0 flex-1 basis-56 break-words text-ink-soft">
        {name === null ? <span className="font-medium text-ink">{t('order')}</span> : <code className="font-mono text-xs font-medium break-all text-ink">{name}</code>}
        <span className="text-ink-faint"> — </span>
        {children}
      </p>
      {actions && <div className="flex shrink-0 gap-1">{actions}</div>}
    </li>
  );
}

function Fact({ fact }: { fact: ChangeFact }) {
  const t = useTranslations('plan');
  const tf = useTranslations('fields');
  const typeName = useTypeName();
  switch (fact.kind) {
    case 'add':
      return t('added', { type: typeName(fact.type) });
    case 'drop':
      return <span className="text-bad-ink">{t('dropped')}</span>;
    case 'restore':
      return t('restored');
    case 'flag':
      return t(`${fact.on ? 'becomes' : 'ceases'}.${fact.flag}`);
    case 'rule':
      return <FromTo term={tf(`setting.${fact.rule}`)} before={fact.before} after={fact.after} />;
    case 'text':
      return fact.what === 'type' ? <FromTo term={tf('type')} before={typeName(fact.before)} after={typeName(fact.after)} /> : <FromTo term={tf(fact.what)} before={fact.before} after={fact.after} />;
  }
}

/** What becomes of a column that was changed by hand. */
function Resolution({ command, drift }: { command: DriftCommand; drift: FieldDrift | undefined }) {
  const t = useTranslations('plan');
  const typeName = useTypeName();
  if (!drift) return null;
  return t(`resolution.${command.op}.${drift.kind}`, { name: drift.adoptsAs?.name ?? '', type: typeName(drift.adoptsAs?.type ?? ''), expected: drift.expected ?? '' });
}

/** Long values are cut: this says what changes, the form holds it. */
const SHOWN = 60;

function FromTo({ term, before, after }: { term: string; before: string; after: string }) {
  const t = useTranslations('plan');
  const shown = (value: string) => (value === '' ? t('nothing') : value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);
  // Changed in another language than the reader's.
  if (before === after) return t('otherLanguage', { term });
  return (
    <span>
      {term}: <del className="text-ink-faint">{shown(before)}</del> <span aria-hidden>→</span> <ins className="font-medium text-ink no-underline">{shown(after)}</ins>
    </span>
  );
}
