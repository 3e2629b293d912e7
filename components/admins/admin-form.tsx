'use client';

import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { updateAdminInputSchema, type Admin } from '@/lib/model/admin';
import type { AdminActions } from './admin-actions';
import { RoleFields, roleInput, type RoleValues } from './role-fields';

interface AdminFormProps {
  admin: Admin;
  /** It is the one who looks: then the role is somebody else's to change. */
  oneself: boolean;
  update: AdminActions['update'];
  onDone: () => void;
}

/** Name, role and tenants of an admin. */
export function AdminForm({ admin, oneself, update, onDone }: AdminFormProps) {
  const t = useTranslations('admins');
  const { id, email, name, role, tenants, version } = admin;
  const toInput = (values: RoleValues) => ({ id, ...roleInput(oneself ? { ...values, role } : values) });
  const { form, onSubmit, problem, busy } = useOperationForm<RoleValues, z.infer<typeof updateAdminInputSchema>, Admin>({
    schema: updateAdminInputSchema,
    defaultValues: { email, name, role, tenants: tenants.join(', ') },
    toInput,
    stays: true,
    submit: (values) => update(toInput(values), { ifMatch: version }),
    onDone: () => {
      toast.success(t('savedToast', { email }));
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-4">
      <FormProblem problem={problem} />
      <Field label={t('name')} error={form.formState.errors.name?.message} optional>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <RoleFields form={form} fixedRole={oneself} />
      <Button type="submit" pending={busy}>{t('save')}</Button>
    </form>
  );
}
