import { useTranslations } from 'next-intl';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { z } from 'zod';
import { Field } from '@/components/form/field';
import { Input } from '@/components/ui/input';
import { PASSWORD_MIN_LENGTH } from '@/lib/model/admin';

/** A password that is typed twice; the server's own rules are asked when it is sent. */
export const newPasswordShape = { password: z.string().min(1, 'required').max(1000), again: z.string() };
export const isTypedTwice = ({ password, again }: { password: string; again: string }): boolean => password === again;
export const NOT_TWICE = { path: ['again'], message: 'passwordMismatch' };

interface NewPasswordFieldsProps {
  register: (name: 'password' | 'again') => UseFormRegisterReturn;
  errors: { password?: { message?: string }; again?: { message?: string } };
  autoFocus?: boolean;
}

export function NewPasswordFields({ register, errors, autoFocus = false }: NewPasswordFieldsProps) {
  const t = useTranslations('auth');
  return (
    <>
      <Field label={t('password')} hint={t('passwordHint', { min: PASSWORD_MIN_LENGTH })} error={errors.password?.message}>
        <Input type="password" autoComplete="new-password" autoFocus={autoFocus} {...register('password')} />
      </Field>
      <Field label={t('passwordAgain')} error={errors.again?.message}>
        <Input type="password" autoComplete="new-password" {...register('again')} />
      </Field>
    </>
  );
}
