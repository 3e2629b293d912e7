'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { z } from 'zod';
import type { ActionResult } from '@/components/form/action';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import type { Proof } from './account-actions';

const schema = z.object({ password: z.string().min(1, 'required').max(1000) });

interface ProofDialogProps<T> {
  title: string;
  description: string;
  confirm: string;
  danger?: boolean;
  run: (proof: Proof) => Promise<ActionResult<T>>;
  onDone: (data: T) => void;
  onClose: () => void;
  /** What is shown in place of the question once it is done. */
  done?: ReactNode;
}

/** Asks for the password before the second factor is touched. */
export function ProofDialog<T>({ title, description, confirm, danger = false, run, onDone, onClose, done }: ProofDialogProps<T>) {
  const t = useTranslations('settings');
  const tc = useTranslations('common');
  const { form, onSubmit, problem, busy } = useOperationForm<{ password: string }, { password: string }, T>({ schema, defaultValues: { password: '' }, submit: ({ password }) => run({ password }), onDone });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title} description={done ? undefined : description} footer={done && <Button variant="primary" onClick={onClose}>{tc('close')}</Button>}>
        {done ?? (
          <form onSubmit={onSubmit} noValidate className="space-y-4">
            <FormProblem problem={problem} />
            <Field label={t('password')} error={form.formState.errors.password?.message}>
              <Input type="password" autoFocus autoComplete="current-password" {...form.register('password')} />
            </Field>
            <div className="flex justify-end">
              <Button type="submit" variant={danger ? 'danger' : 'primary'} pending={busy}>{confirm}</Button>
            </div>
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}
