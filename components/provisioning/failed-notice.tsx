import { RotateCw, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Action } from '@/components/form/action';
import { useStepName } from '@/components/status/words';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { RelativeTime } from '@/components/ui/relative-time';
import { RollbackDialog } from './rollback-dialog';

interface FailedNoticeProps {
  slug: string;
  physicalName: string;
  /** Name of the step that failed, where one did. */
  step?: string;
  /** When it is tried again by itself; null where it is not. */
  nextAttemptAt: string | null;
  /** Tries again now; absent for readers. */
  again?: { run: () => void; busy: boolean };
  rollback: Action<{ slug: string }, { runId: string }>;
}

/** Above the steps: that they do not go on, whether they will by themselves, and what can be done. */
export function FailedNotice({ slug, physicalName, step, nextAttemptAt, again, rollback }: FailedNoticeProps) {
  const t = useTranslations('provisioning');
  const stepName = useStepName();
  const actions = again && (
    <>
      <Button size="sm" variant="primary" pending={again.busy} onClick={again.run}>
        <RotateCw aria-hidden /> {t('retry')}
      </Button>
      <RollbackDialog slug={slug} physicalName={physicalName} action={rollback}>
        <Button size="sm" variant="danger">
          <Undo2 aria-hidden /> {t('rollback')}
        </Button>
      </RollbackDialog>
    </>
  );
  if (nextAttemptAt) {
    return (
      <Alert tone="warn" title={t('waiting')} actions={actions}>
        {t('nextAttempt')} <RelativeTime at={nextAttemptAt} ahead />
      </Alert>
    );
  }
  return (
    <Alert tone="bad" title={t('failed')} actions={actions}>
      {step && t('failedAt', { step: stepName(step) })}
    </Alert>
  );
}
