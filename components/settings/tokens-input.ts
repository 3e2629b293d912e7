import { ROLES, TOKEN_STATUSES } from '@/lib/model/states';

/** The input of `tokens.list` from its address. */
export function tokensInput({ role, status, ...rest }: Readonly<Record<string, string | undefined>>) {
  const [knownRole, knownStatus] = [ROLES.find((known) => known === role), TOKEN_STATUSES.find((known) => known === status)];
  return { ...rest, ...(knownRole && { role: knownRole }), ...(knownStatus && { status: knownStatus }) };
}
