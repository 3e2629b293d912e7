'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ActionResult } from '@/components/form/action';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { readRefusal } from './refusal';
import { signIn } from './session';

interface SignInValues {
  email: string;
  password: string;
  code: string;
}

const schema = () => import('./sign-in-schema').then(({ signInSchema }) => signInSchema);

/** @param next where to go afterwards; a path of ours. @param refused what the address says went wrong before. */
export function SignInForm({ next, refused }: { next: string; refused?: string }) {
  const t = useTranslations('auth');
  const router = useRouter();
  // The password was right, and its owner has a second factor: both are sent again with a code of it.
  const [second, setSecond] = useState(false);
  const problemOf = (code: string): ActionResult<null> => {
    const { kind: refusal, seconds } = readRefusal(code);
    const kind = second && refusal === 'unauthenticated' ? 'wrong_code' : refusal;
    const minutes = Math.ceil(seconds / 60);
    return { ok: false, error: { code: kind, title: t(`refused.${kind}.title`), detail: t(`refused.${kind}.detail`, { minutes }), status: 401, errors: [] } };
  };
  const { form, onSubmit, problem, busy } = useOperationForm<SignInValues, SignInValues, null>({
    schema,
    defaultValues: { email: '', password: '', code: '' },
    submit: async (values): Promise<ActionResult<null>> => {
      const { code, ...who } = values;
      const answer = await signIn(second ? values : who).catch(() => undefined);
      if (answer?.ok && !answer.error) return { ok: true, data: null };
      if (answer?.error === 'second_factor') setSecond(true);
      if (second) form.resetField('code', { defaultValue: '' });
      return problemOf(answer?.error ?? 'internal');
    },
    onDone: () => {
      router.replace(next);
      router.refresh();
    },
  });
  const before = refused && !form.formState.isSubmitted ? problemOf(refused) : null;
  const { errors } = form.formState;
  const asked = problem?.code === 'second_factor';
  if (second) {
    return (
      <form onSubmit={onSubmit} noValidate className="space-y-4" method="post">
        <FormProblem problem={asked ? null : problem} />
        <Field label={t('code')} hint={t('codeHint')} error={errors.code?.message}>
          <Input key="code" autoFocus autoComplete="one-time-code" spellCheck={false} className="font-mono" {...form.register('code')} />
        </Field>
        <Button type="submit" variant="primary" size="lg" className="w-full" pending={busy}>
          {t('signIn')}
        </Button>
        <Button variant="ghost" className="w-full" onClick={() => { form.reset(); setSecond(false); }}>
          {t('otherAccount')}
        </Button>
      </form>
    );
  }
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-4" method="post">
      <FormProblem problem={problem ?? (before && !before.ok ? before.error : null)} />
      <Field label={t('email')} error={errors.email?.message}>
        <Input type="email" autoComplete="username" autoFocus {...form.register('email')} />
      </Field>
      <Field label={t('password')} error={errors.password?.message}>
        <Input type="password" autoComplete="current-password" {...form.register('password')} />
      </Field>
      <Button type="submit" variant="primary" size="lg" className="w-full" pending={busy}>
        {t('signIn')}
      </Button>
    </form>
  );
}
