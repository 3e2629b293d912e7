'use client';

import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { Field } from '@/components/form/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { adminRoleSchema, type AdminConfig } from '@/lib/model/admin';

export interface RoleValues {
  email: string;
  name: string;
  role: AdminConfig['role'];
  /** Slugs, as typed. */
  tenants: string;
}

/** The input of an operation from what the form holds; tenants only for the role they belong to. */
export const roleInput = ({ name, role, tenants }: RoleValues) => ({ name, role, tenants: role === 'tenant-admin' ? tenants.split(/[\s,]+/).filter(Boolean) : [] });

/** Role, what it means, and the tenants of one that is limited. */
export function RoleFields({ form, fixedRole = false }: { form: UseFormReturn<RoleValues, unknown, RoleValues>; fixedRole?: boolean }) {
  const t = useTranslations('admins');
  const tn = useTranslations('nav');
  const role = form.watch('role');
  const { errors } = form.formState;
  // The refused slug is named by its place in the list.
  const wrongTenants = errors.tenants?.message ?? Object.values(errors.tenants ?? {}).map((error) => (error as { message?: string } | undefined)?.message).find(Boolean);
  return (
    <>
      <Field label={t('role')} hint={fixedRole ? t('ownRole') : t(`roleHint.${role}`)} error={errors.role?.message}>
        <Select disabled={fixedRole} {...form.register('role')}>
          {adminRoleSchema.options.map((value) => <option key={value} value={value}>{tn(`role.${value}`)}</option>)}
        </Select>
      </Field>
      {role === 'tenant-admin' && (
        <Field label={t('tenants')} hint={t('tenantsHint')} error={wrongTenants}>
          <Input autoComplete="off" spellCheck={false} className="font-mono" {...form.register('tenants')} />
        </Field>
      )}
    </>
  );
}
