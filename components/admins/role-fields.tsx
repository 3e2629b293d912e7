'use client';

import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { Field } from '@/components/form/field';
import { TenantsField } from '@/components/tenants/tenants-field';
import { Select } from '@/components/ui/select';
import { adminRoleSchema, type AdminConfig } from '@/lib/model/admin';

export interface RoleValues {
  email: string;
  name: string;
  role: AdminConfig['role'];
  /** Slugs. */
  tenants: string[];
}

/** The input of an operation from what the form holds; tenants only for the role they belong to. */
export const roleInput = ({ name, role, tenants }: RoleValues) => ({ name, role, tenants: role === 'tenant-admin' ? tenants : [] });

/** Role, what it means, and the tenants of one that is limited. */
export function RoleFields({ form, fixedRole = false }: { form: UseFormReturn<RoleValues, unknown, RoleValues>; fixedRole?: boolean }) {
  const t = useTranslations('admins');
  const tn = useTranslations('nav');
  const role = form.watch('role');
  return (
    <>
      <Field label={t('role')} hint={fixedRole ? t('ownRole') : t(`roleHint.${role}`)} error={form.formState.errors.role?.message}>
        <Select disabled={fixedRole} {...form.register('role')}>
          {adminRoleSchema.options.map((value) => <option key={value} value={value}>{tn(`role.${value}`)}</option>)}
        </Select>
      </Field>
      {role === 'tenant-admin' && <TenantsField control={form.control} name="tenants" label={t('tenants')} hint={t('tenantsHint')} />}
    </>
  );
}
