'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { z } from 'zod';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Input } from '@/components/ui/input';
import { PASSWORD_MIN_LENGTH } from '@/lib/model/admin';
import type { ChangePassword } from './account-actions';

const schema = z
  .object({ password: z.string().min(1, 'required').max(1000), newPassword: z.string().min(1, 'required').max(1000), again: z.string() })
  .refine(({ newPassword, again }) => newPassword === again, { path: ['again'], message: 'passwordMismatch' });
type Values = z.infer<typeof schema>;

/** My password; changing it ends my other sessions. */
export function PasswordCard({ change }: { change: ChangePassword }) {
  const t = useTranslations('settings');
  const router = useRouter();
  const { form, onSubmit, problem, busy } = useOperationForm<Values, Values, { sessions: number }>({
    schema,
    defaultValues: { password: '', newPassword: '', again: '' },
    stays: true,
    submit: ({ password, newPassword }) => change({ password, newPassword }),
    onDone: ({ sessions }) => {
      toast.success(t('passwordChanged', { count: sessions }));
      form.reset();
      router.refresh();
    },
  });
  const { errors } = form.formState;
  return (
    <Card title={t('changePassword')} description={t('changePasswordDetail')}>
      <form onSubmit={onSubmit} noValidate className="space-y-4" method="post">
        <FormProblem problem={problem} />
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label={t('password')} error={errors.password?.message}>
            <Input type="password" autoComplete="current-password" {...form.register('password')} />
          </Field>
          <Field label={t('newPassword')} hint={t('newPasswordHint', { min: PASSWORD_MIN_LENGTH })} error={errors.newPassword?.message}>
            <Input type="password" autoComplete="new-password" {...form.register('newPassword')} />
          </Field>
          <Field label={t('newPasswordAgain')} error={errors.again?.message}>
            <Input type="password" autoComplete="new-password" {...form.register('again')} />
          </Field>
        </div>
        <Button type="submit" pending={busy}>{t('changePassword')}</Button>
      </form>
    </Card>
  );
}
