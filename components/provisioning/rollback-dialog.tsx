'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, type ReactElement } from 'react';
import type { Action } from '@/components/form/action';
import { Field } from '@/components/form/field';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogCancel, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { useProvisioningAction } from './use-provisioning-action';

interface RollbackDialogProps {
  slug: string;
  physicalName: string;
  action: Action<{ slug: string }, { runId: string }>;
  /** The button that opens it. */
  children: ReactElement;
}

/** Says exactly what is taken down, and wants the slug typed. */
export function RollbackDialog({ slug, physicalName, action, children }: RollbackDialogProps) {
  const t = useTranslations('provisioning');
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const { run, busy, problem } = useProvisioningAction(slug, action, ({ runId }) => router.push(`/runs/${runId}`));
  return (
    <Dialog onOpenChange={() => setTyped('')}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      <DialogContent
        title={t('rollbackTitle')}
        description={t('rollbackDetail', { name: physicalName })}
        footer={
          <>
            <DialogCancel />
            <Button variant="danger" disabled={typed !== slug} pending={busy} onClick={run}>
              {t('rollback')}
            </Button>
          </>
        }
      >
        <div className="space-y-3">
          {problem && <Alert tone="bad" title={problem.title} live>{problem.detail}</Alert>}
          <Field label={t('typeSlug', { slug })}>
            <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" spellCheck={false} className="font-mono" />
          </Field>
        </div>
      </DialogContent>
    </Dialog>
  );
}
