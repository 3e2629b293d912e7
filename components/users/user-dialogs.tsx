'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ActionProblem } from '@/components/form/action';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { DateInput } from '@/components/ui/date-input';
import { Dialog, DialogCancel, DialogContent } from '@/components/ui/dialog';
import { Input, Textarea } from '@/components/ui/input';
import { disableUserInputSchema, setPasswordInputSchema, type User } from '@/lib/model/user';
import type { UserActions } from './actions-type';
import { fromLocalInput } from '@/components/field-types/datetime/moments';

interface UserDialogProps {
  slug: string;
  user: User;
  onClose: () => void;
  onDone: () => void;
}

const disableSchema = disableUserInputSchema.omit({ slug: true, id: true });
const toDisable = ({ reason, until }: { reason: string; until: string }) => ({ reason, ...(until !== '' && { until: fromLocalInput(until) }) });

/** Why, and until when. */
export function DisableDialog({ slug, user, disable, onClose, onDone }: UserDialogProps & { disable: UserActions['disable'] }) {
  const t = useTranslations('users');
  const { form, onSubmit, problem, busy } = useOperationForm<{ reason: string; until: string }, unknown, User>({
    schema: disableSchema,
    defaultValues: { reason: '', until: '' },
    toInput: toDisable,
    submit: (values) => disable({ slug, id: user.id, ...toDisable(values) }),
    onDone,
  });
  const { errors } = form.formState;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('disableTitle', { email: user.email })}
        description={t('disableDetail')}
        footer={
          <>
            <DialogCancel />
            <Button variant="danger" pending={busy} onClick={() => void onSubmit()}>
              {t('disable')}
            </Button>
          </>
        }
      >
        <form onSubmit={onSubmit} noValidate className="space-y-4">
          <FormProblem problem={problem} />
          <Field label={t('reason')} hint={t('reasonHint')} error={errors.reason?.message}>
            <Textarea {...form.register('reason')} />
          </Field>
          <Field label={t('until')} hint={t('untilHint')} error={errors.until?.message} optional>
            <DateInput type="datetime-local" {...form.register('until')} />
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}

const passwordSchema = setPasswordInputSchema.omit({ slug: true, id: true });

/** A new password, by the tenant's own rules; temporary unless said otherwise. */
export function PasswordDialog({ slug, user, setPassword, onClose, onDone }: UserDialogProps & { setPassword: UserActions['setPassword'] }) {
  const t = useTranslations('users');
  const [temporary, setTemporary] = useState(true);
  const { form, onSubmit, problem, busy } = useOperationForm<{ password: string }, unknown, unknown>({
    schema: passwordSchema,
    defaultValues: { password: '' },
    submit: ({ password }) => setPassword({ slug, id: user.id, password, temporary }),
    onDone,
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('setPassword')}
        description={t('setPasswordDetail', { email: user.email })}
        footer={
          <>
            <DialogCancel />
            <Button variant="primary" pending={busy} onClick={() => void onSubmit()}>
              {t('setPassword')}
            </Button>
          </>
        }
      >
        <form onSubmit={onSubmit} noValidate className="space-y-4">
          <FormProblem problem={problem} />
          <Field label={t('newPassword')} error={form.formState.errors.password?.message}>
            <Input type="password" autoComplete="new-password" {...form.register('password')} />
          </Field>
          <label className="flex items-center gap-2 text-sm">
            <Checkbox className="-ml-1" checked={temporary} onCheckedChange={(checked) => setTemporary(checked === true)} /> {t('temporary')}
          </label>
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** Wants the e-mail typed. */
export function DeleteDialog({ slug, user, remove, onClose, onDone }: UserDialogProps & { remove: UserActions['remove'] }) {
  const t = useTranslations('users');
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const run = async () => {
    setBusy(true);
    const result = await remove({ slug, id: user.id }, { ifMatch: user.version });
    setBusy(false);
    if (result.ok) onDone();
    else setProblem(result.error);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('deleteTitle', { email: user.email })}
        description={t('deleteDetail')}
        footer={
          <>
            <DialogCancel />
            <Button variant="danger" disabled={typed !== user.email} pending={busy} onClick={() => void run()}>
              {t('delete')}
            </Button>
          </>
        }
      >
        <div className="space-y-3">
          <FormProblem problem={problem} />
          <Field label={t('typeEmail', { email: user.email })}>
            <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" spellCheck={false} />
          </Field>
        </div>
      </DialogContent>
    </Dialog>
  );
}
