'use client';

import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import type { FieldRun } from './use-field-run';

/** A change at work whose progress is not being looked at: begun here and hidden, or begun by others. */
export function RunNotice({ run }: { run: FieldRun }) {
  const t = useTranslations('plan');
  const tr = useTranslations('runs');
  const { id } = run;
  const progress = run.run.data?.progress;
  if (id === null || run.open || !run.isLive || !progress) return null;
  return (
    <Alert
      tone="info"
      title={t('atWorkTitle')}
      actions={
        <Button size="sm" onClick={() => run.show(id)}>
          {t('showProgress')}
        </Button>
      }
    >
      <p className="numeric pb-1.5">{tr('progressOf', progress)}</p>
      <Progress value={progress.done} max={progress.total} label={tr('progressOf', progress)} />
    </Alert>
  );
}
