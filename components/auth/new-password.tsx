import { useTranslations } from 'next-intl';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Field } from '@/components/form/field';
import { Input } from '@/components/ui/input';
import { PASSWORD_MIN_LENGTH } from '@/lib/model/states';

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
