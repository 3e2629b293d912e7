'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Field } from '@/components/form/field';
import { orpc } from '@/lib/doors/rpc/client';
import { checkDecision } from '@/lib/fields/check-decision';
import { fieldDecisionSchema, fieldNameProblem, type FieldDecision } from '@/lib/model/field';
import { textFor } from '@/lib/model/field-text';
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
  return (
    <section className="space-y-4 rounded-lg border bg-sunken px-4 py-3">
      <div className="space-y-2">
        <h3 className="text-sm font-medium text-ink-soft">{t('example')}</h3>
        <Field label={fieldTitle(decision, locale) || t('exampleLabel')} hint={textFor(decision.description, locale) || t('exampleHint')} optional={!values.required}>
          <ValueInput key={values.type} type={values.type} options={linesOf(values.validation.options)} value={tried} onChange={setTried} maxLength={maxLength > 0 ? maxLength : undefined} />
        </Field>
      </div>
      <div className="space-y-1.5">
        <h3 className="text-sm font-medium text-ink-soft">{t('onEngine')}</h3>
        <OnEngine slug={slug} row={row} decision={decision} />
      </div>
    </section>
  );
}

/** Typing pauses this long before the engine is asked. */
const PAUSE_MS = 400;

/** The very statement that makes a new column; of one that is there, its type now and then. */
function OnEngine({ slug, row, decision }: Pick<FieldPreviewProps, 'slug' | 'row' | 'decision'>) {
  const t = useTranslations('fields');
  const settled = useSettled(JSON.stringify(decision));
  const field = JSON.parse(settled) as FieldDecision;
  const valid = fieldNameProblem(field.name) === null && fieldDecisionSchema.safeParse(field).success && checkDecision(field).length === 0;
  const preview = useQuery({ ...orpc.fields.preview.queryOptions({ input: { slug, field } }), enabled: valid, retry: false, staleTime: Infinity, placeholderData: (previous) => previous });
  const then = valid && !preview.isError ? preview.data : undefined;
  const now = row?.field.id ? row.field.typeNow : null;
  if (row?.field.id) {
    const words = !now ? '' : then?.columnType && then.columnType !== now ? t('onEngineBecomes', { now, type: then.columnType }) : t('onEngineNow', { type: now });
    return (
      <p className="text-sm text-ink-soft">
        {words} {t('onEngineReview')}
      </p>
    );
  }
  return then?.sql ? <code className="block font-mono text-xs break-words whitespace-pre-wrap">{then.sql}</code> : <p className="text-sm text-ink-soft">{t('onEngineWait')}</p>;
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
