'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { PASSWORD_MIN_LENGTH } from '@/lib/model/states';
import type { ChangePassword } from './account-actions';
import type { ChangePasswordValues } from './password-schema';

const schema = () => import('./password-schema').then(({ changePasswordSchema }) => changePasswordSchema);

/** My password; changing it ends my other sessions. */
export function PasswordCard({ change }: { change: ChangePassword }) {
  const t = useTranslations('settings');
  const router = useRouter();
  const { form, onSubmit, problem, busy } = useOperationForm<ChangePasswordValues, ChangePasswordValues, { sessions: number }>({
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
