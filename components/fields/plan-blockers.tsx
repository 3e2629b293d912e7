'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { fromInput } from '@/components/field-types';
import { Field } from '@/components/form/field';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import type { FieldBlocker, OnFailure } from '@/lib/model/field';
import { optionValues } from '@/lib/model/field-text';
import type { FieldKind } from './field-values';
import type { PlanAnswers } from './plan-answers';
import type { FieldRow } from './pending-changes';
import { ValueInput } from './value-input';

interface PlanBlockersProps {
  blockers: readonly FieldBlocker[];
  rows: readonly FieldRow[];
  kinds: readonly FieldKind[];
  /** What was chosen so far for values of a field that do not fit. */
  onFailureOf: (id: string) => OnFailure;
  answers: PlanAnswers;
  onAnswers: (answers: PlanAnswers) => void;
  /** Plans anew with a choice for values that do not fit. */
  onChoice: (id: string, choice: OnFailure) => void;
}

/** What stands in the way, found by looking, each with the answer that takes it away where there is one. */
export function PlanBlockers({ blockers, ...props }: PlanBlockersProps) {
  const t = useTranslations('fields');
  if (blockers.length === 0) return null;
  return (
    <Alert tone="bad" title={t('blockersTitle', { count: blockers.length })}>
      <ul className="space-y-3 pt-1">
        {blockers.map((blocker) => (
          <li key={`${blocker.field ?? ''}-${blocker.code}`} data-blocker={blocker.code} className="space-y-2">
            <p>{t(`blocker.${blocker.code}`, { count: blocker.count, field: blocker.field ?? '–' })}</p>
            {blocker.samples.length > 0 && (
              <p className="flex flex-wrap items-center gap-1.5">
                {t('samples')}
                {blocker.samples.map((sample) => (
                  <code key={sample} className="rounded-sm border bg-surface px-1.5 py-0.5 font-mono text-xs break-all text-ink">
                    {sample}
                  </code>
                ))}
              </p>
            )}
            <Answer blocker={blocker} {...props} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Answer({ blocker, rows, kinds, onFailureOf, answers, onAnswers, onChoice }: Omit<PlanBlockersProps, 'blockers'> & { blocker: FieldBlocker }) {
  const row = rows.find(({ field }) => field.name === blocker.field);
  const id = row?.field.id;
  if (!row) return null;
  if (blocker.code === 'nulls') return <Backfill row={row} kind={kinds.find(({ type }) => type === row.field.type)} answers={answers} onAnswers={onAnswers} />;
  if ((blocker.code === 'not_convertible' || blocker.code === 'invalid_values') && id) return <FailureChoice row={row} current={onFailureOf(id)} onChoice={(choice) => onChoice(id, choice)} />;
  return null;
}

function Backfill({ row: { field }, kind, answers, onAnswers }: { row: FieldRow; kind: FieldKind | undefined; answers: PlanAnswers; onAnswers: PlanBlockersProps['onAnswers'] }) {
  const t = useTranslations('fields');
  const answer = answers.backfill[field.name] ?? { how: 'same', value: '' };
  const set = (change: Partial<typeof answer>) => onAnswers({ ...answers, backfill: { ...answers.backfill, [field.name]: { ...answer, ...change } } });
  return (
    <div className="grid gap-3 text-ink sm:grid-cols-2">
      {kind && kind.generates.length > 0 && (
        <Field label={t('backfillHow', { field: field.name })}>
          <Select value={answer.how} onChange={(event) => set({ how: event.target.value as typeof answer.how })}>
            <option value="same">{t('backfillSame')}</option>
            {kind.generates.map((how) => (
              <option key={how} value={how}>
                {t(`backfillGenerate.${how}`)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {answer.how === 'same' && (
        <Field label={t('backfill', { field: field.name })}>
          <ValueInput type={field.type} options={optionValues(field.validation)} value={answer.value} onChange={(value) => set({ value })} />
        </Field>
      )}
    </div>
  );
}

function FailureChoice({ row: { field }, current, onChoice }: { row: FieldRow; current: OnFailure; onChoice: (choice: OnFailure) => void }) {
  const t = useTranslations('fields');
  const [choice, setChoice] = useState<'abort' | 'null' | 'default'>(typeof current === 'string' ? current : 'default');
  const [value, setValue] = useState('');
  return (
    <div className="grid gap-3 text-ink sm:grid-cols-2">
      <Field label={t('onFailure', { field: field.name })}>
        <Select
          value={choice}
          onChange={(event) => {
            const next = event.target.value as typeof choice;
            setChoice(next);
            if (next !== 'default') onChoice(next);
          }}
        >
          {(['abort', 'null', 'default'] as const).map((option) => (
            <option key={option} value={option}>
              {t(`onFailures.${option}`)}
            </option>
          ))}
        </Select>
      </Field>
      {choice === 'default' && (
        <div className="flex items-end gap-2">
          <Field label={t('onFailureValue')} className="flex-1">
            <ValueInput type={field.type} options={optionValues(field.validation)} value={value} onChange={setValue} />
          </Field>
          <Button disabled={value === ''} onClick={() => onChoice({ default: fromInput(field.type, value) })}>
            {t('takeValue')}
          </Button>
        </div>
      )}
    </div>
  );
}
