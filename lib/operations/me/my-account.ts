import type { z } from 'zod';
import { requireAdmin } from '@/lib/admins/admin-view';
import type { Principal } from '@/lib/auth/principal';
import { checkProof, type SecondFactorDependencies } from '@/lib/auth/second-factor';
import { AppError, invalidField } from '@/lib/errors';
import type { AdminConfig, proofSchema } from '@/lib/model/admin';
import type { Runtime } from '@/lib/runtime';
import type { Versioned } from '@/lib/store/ports';

export const secondFactorDeps = ({ records, store, secretbox }: Runtime): SecondFactorDependencies => ({ records, config: store.config, secretbox });

/** What the audit says of what one does to one's own account. */
export const myTarget = (_input: unknown, { id }: Principal) => ({ type: 'admin', id });

/** The admin that calls. @throws AppError `not_found` for tokens and the command line: they have no account. */
export function myAccount({ store }: Runtime, principal: Principal): Promise<Versioned<AdminConfig>> {
  if (principal.type !== 'admin') throw new AppError('not_found', { params: { what: 'admin', id: principal.id } });
  return requireAdmin(store.config, principal.id);
}

/** @throws AppError `validation_failed` when neither password nor code is right, `rate_limited`. */
export async function requireProof(runtime: Runtime, admin: AdminConfig, proof: z.output<typeof proofSchema>): Promise<void> {
  const field = proof.code ? 'code' : 'password';
  if (!(await checkProof(secondFactorDeps(runtime), admin, proof))) throw invalidField(field, 'wrongProof');
}
