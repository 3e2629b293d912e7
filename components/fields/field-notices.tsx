'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useErrorWords } from '@/components/status/words';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import type { Field, FieldDrift } from '@/lib/model/field';

interface FieldNoticesProps {
  fields: readonly Field[];
  drift: readonly FieldDrift[];
  /** Why the table was not looked at. */
  unseen: string | null;
  /** The engine lets fields be made columns. */
  changeable: boolean;
}

/** What is not as the definitions promise, and what mends it. */
export function FieldNotices({ fields, drift, unseen, changeable }: FieldNoticesProps) {
  const t = useTranslations('fields');
  const words = useErrorWords();
  return (
    <>
      {!changeable && (
        <Alert tone="info" title={t('notChangeableTitle')}>
          {t('notChangeable')}
        </Alert>
      )}
      {unseen && (
        <Alert tone="warn" title={t('unseenTitle')}>
          {words({ code: unseen, params: {} }).detail}
        </Alert>
      )}
      {drift.length > 0 && (
        <Alert tone="warn" title={t('driftTitle')}>
          <ul className="list-disc pl-5">
            {drift.map(({ kind, column, expected, found }) => (
              <li key={`${kind}-${column}`}>{t(`drift.${kind}`, { column, expected: expected ?? '–', found: found ?? '–' })}</li>
            ))}
          </ul>
        </Alert>
      )}
      {fields.map(({ id, name, state, problem }) => (state === 'repair' && problem ? <Repair key={id} name={name} problem={problem} /> : null))}
    </>
  );
}

function Repair({ name, problem }: { name: string; problem: NonNullable<Field['problem']> }) {
  const t = useTranslations('fields');
  const { title, detail } = useErrorWords()({ code: problem.code, params: {} });
  return (
    <Alert
      tone="bad"
      title={t('repairTitle', { name })}
      actions={
        problem.runId && (
          <Button asChild size="sm">
            <Link href={`/runs/${problem.runId}`}>{t('repairRun')}</Link>
          </Button>
        )
      }
    >
      {title}. {detail}
    </Alert>
  );
}
