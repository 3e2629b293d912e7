'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import type { SecondFactorActions } from './account-actions';
import { QrCode } from './qr-code';
import { RecoveryCodes } from './recovery-codes';

const schema = z.object({ code: z.string().trim().min(1, 'required').max(40) });

/** @param begun what the authenticator scans */
export function EnrolDialog({ begun, confirm, onClose }: { begun: { secret: string; uri: string }; confirm: SecondFactorActions['confirm']; onClose: () => void }) {
  const t = useTranslations('settings');
  const tc = useTranslations('common');
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t(codes ? 'secondFactorDone' : 'secondFactorBegin')}
        description={codes ? undefined : t('secondFactorScan')}
        footer={codes && <Button variant="primary" onClick={onClose}>{tc('close')}</Button>}
      >
        {codes ? <RecoveryCodes codes={codes} /> : (
          <div className="space-y-4">
            <div className="flex flex-wrap items-center gap-4">
              <QrCode text={begun.uri} label={t('qrCode')} />
              <div className="min-w-0 flex-1 basis-40 space-y-1 text-sm">
                <p className="text-ink-soft">{t('orType')}</p>
                <p className="flex items-start gap-1">
                  <code data-testid="totp-secret" className="font-mono text-xs leading-6 break-all">{begun.secret}</code>
                  <CopyButton value={begun.secret} label={t('copyKey')} />
                </p>
              </div>
            </div>
            <ConfirmForm confirm={confirm} onDone={({ recoveryCodes }) => setCodes(recoveryCodes)} />
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

function ConfirmForm({ confirm, onDone }: { confirm: SecondFactorActions['confirm']; onDone: (made: { recoveryCodes: string[] }) => void }) {
  const t = useTranslations('settings');
  const { form, onSubmit, problem, busy } = useOperationForm<{ code: string }, { code: string }, { recoveryCodes: string[] }>({
    schema,
    defaultValues: { code: '' },
    submit: ({ code }) => confirm({ code }),
    onDone,
  });
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-4">
      <FormProblem problem={problem} />
      <Field label={t('code')} hint={t('codeHint')} error={form.formState.errors.code?.message}>
        <Input autoFocus inputMode="numeric" autoComplete="one-time-code" className="font-mono" {...form.register('code')} />
      </Field>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={busy}>{t('confirmCode')}</Button>
      </div>
    </form>
  );
}
