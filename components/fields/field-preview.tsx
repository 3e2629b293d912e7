'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Field } from '@/components/form/field';
import { orpc } from '@/lib/doors/rpc/client';
import { fieldChangeSchema, fieldNameProblem, type FieldDecision } from '@/lib/model/field';
import { fieldTitle, linesOf, type FieldFormValues } from './field-values';
import type { FieldRow } from './pending-changes';
import { ValueInput } from './value-input';

interface FieldPreviewProps {
  slug: string;
  row: FieldRow | null;
  values: FieldFormValues;
  decision: FieldDecision;
}

/** How it will be asked for, and what it is on this tenant's engine. */
export function FieldPreview({ slug, row, values, decision }: FieldPreviewProps) {
  const t = useTranslations('fields');
  const locale = useLocale();
  const [tried, setTried] = useState('');
  const maxLength = Number(values.validation.maxLength);
  const existing = row !== null && row.field.id !== null;
  return (
    <section className="space-y-4 rounded-lg border bg-sunken px-4 py-3">
      <div className="space-y-2">
        <h3 className="text-sm font-medium text-ink-soft">{t('example')}</h3>
        <Field label={fieldTitle(decision, locale) || t('name')} hint={values.description || t('exampleHint')} optional={!values.required}>
          <ValueInput key={values.type} type={values.type} options={linesOf(values.validation.options)} value={tried} onChange={setTried} maxLength={maxLength > 0 ? maxLength : undefined} />
        </Field>
      </div>
      <div className="space-y-1.5">
        <h3 className="text-sm font-medium text-ink-soft">{t('onEngine')}</h3>
        {existing ? <ColumnNow type={row.field.columnType} /> : <ColumnToBe slug={slug} decision={decision} />}
      </div>
    </section>
  );
}

function ColumnNow({ type }: { type: string | null }) {
  const t = useTranslations('fields');
  return (
    <p className="text-sm text-ink-soft">
      {type && t('onEngineNow', { type })} {t('onEngineReview')}
    </p>
  );
}

/** Typing pauses this long before the engine is asked. */
const PAUSE_MS = 600;

/** The very statement that makes the column: a new field has no data to look at, so asking costs nothing. */
function ColumnToBe({ slug, decision }: { slug: string; decision: FieldDecision }) {
  const t = useTranslations('fields');
  const settled = useSettled(JSON.stringify(decision));
  const change = JSON.parse(settled) as FieldDecision;
  const valid = fieldNameProblem(change.name) === null && fieldChangeSchema.safeParse({ op: 'add', ...change }).success;
  const plan = useQuery({ ...orpc.fields.plan.queryOptions({ input: { slug, changes: [{ op: 'add', ...change }] } }), enabled: valid, retry: false, staleTime: Infinity, placeholderData: (previous) => previous });
  const sql = valid && !plan.isError ? plan.data?.steps[0]?.sql : undefined;
  return sql ? <code className="block font-mono text-xs break-words whitespace-pre-wrap">{sql}</code> : <p className="text-sm text-ink-soft">{t('onEngineWait')}</p>;
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
