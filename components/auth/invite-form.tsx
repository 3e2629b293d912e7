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
import type { InviteValues } from './new-password-schema';
import { signIn } from './session';

const schema = () => import('./new-password-schema').then(({ inviteSchema }) => inviteSchema);

interface InviteFormProps {
  token: string;
  email: string;
  /** Null where only the password is chosen anew. */
  name: string | null;
  action: Action<{ token: string; name?: string; password: string }, { email: string }>;
}

/** Chooses a password with a one-time link, and signs in with it; who has a second factor is asked for it on the sign-in page. */
export function InviteForm({ token, email, name, action }: InviteFormProps) {
  const t = useTranslations('auth');
  const router = useRouter();
  const { form, onSubmit, problem, busy } = useOperationForm({
    schema,
    defaultValues: { name: name ?? '', password: '', again: '' },
    submit: async (values: InviteValues) => {
      const done = await action({ token, password: values.password, ...(name !== null && { name: values.name }) });
      if (done.ok) await signIn({ email, password: values.password }).catch(() => undefined);
      return done;
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
      <Field label={t('email')}>
        <Input type="email" autoComplete="username" value={email} readOnly />
      </Field>
      {name !== null && (
        <Field label={t('name')} error={errors.name?.message} optional>
          <Input autoComplete="name" autoFocus {...form.register('name')} />
        </Field>
      )}
      <NewPasswordFields register={form.register} errors={errors} autoFocus={name === null} />
      <Button type="submit" variant="primary" size="lg" className="w-full" pending={busy}>
        {t('setPassword')}
      </Button>
    </form>
  );
}
