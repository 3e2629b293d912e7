'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Action } from '@/components/form/action';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { NewPasswordFields } from './new-password';
import type { SetupValues } from './new-password-schema';
import { signIn } from './session';

const schema = () => import('./new-password-schema').then(({ setupSchema }) => setupSchema);
type SetupInput = { token: string; email: string; name?: string; password: string };

/** Makes the first admin with the one-time link, and signs them in. */
export function SetupForm({ token, action }: { token: string; action: Action<SetupInput, { email: string }> }) {
  const t = useTranslations('auth');
  const router = useRouter();
  const { form, onSubmit, problem, busy } = useOperationForm({
    schema,
    defaultValues: { name: '', email: '', password: '', again: '' },
    submit: async ({ name, email, password }: SetupValues) => {
      const made = await action({ token, name, email, password });
      if (made.ok) await signIn({ email, password }).catch(() => undefined);
      return made;
    },
    onDone: () => {
      router.replace('/');
      router.refresh();
    },
  });
  const { errors } = form.formState;
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-4" method="post">
      <FormProblem problem={problem} />
      <Field label={t('name')} error={errors.name?.message} optional>
        <Input autoComplete="name" autoFocus {...form.register('name')} />
      </Field>
      <Field label={t('email')} error={errors.email?.message}>
        <Input type="email" autoComplete="username" {...form.register('email')} />
      </Field>
      <NewPasswordFields register={form.register} errors={errors} />
      <Button type="submit" variant="primary" size="lg" className="w-full" pending={busy}>
        {t('createAdmin')}
      </Button>
    </form>
  );
}
