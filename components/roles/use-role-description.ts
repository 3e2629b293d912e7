import { useTranslations } from 'next-intl';
import type { TenantRole } from '@/lib/model/role';
import { STANDARD_ROLES } from '@/lib/model/standard-roles';

/** A role's description: as it was written, and of a standard role that nobody described anew in the reader's language. */
export function useRoleDescription(): (role: Pick<TenantRole, 'name' | 'system' | 'description'>) => string {
  const t = useTranslations('roles.standard');
  return ({ name, system, description }) => {
    const untouched = system && STANDARD_ROLES.find((role) => role.name === name && role.description === description);
    return untouched ? t(untouched.name) : description;
  };
}
