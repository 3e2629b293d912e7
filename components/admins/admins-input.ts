import { ADMIN_ROLES, ADMIN_STATUSES } from '@/lib/model/states';

/** The input of `admins.list` from its address. */
export function adminsInput({ role, status, ...rest }: Readonly<Record<string, string | undefined>>) {
  const [knownRole, knownStatus] = [ADMIN_ROLES.find((known) => known === role), ADMIN_STATUSES.find((known) => known === status)];
  return { ...rest, ...(knownRole && { role: knownRole }), ...(knownStatus && { status: knownStatus }) };
}
