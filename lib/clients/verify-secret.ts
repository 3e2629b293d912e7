import { AppError, isAppError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';
import type { TenantAccess } from '@/lib/store/ports';
import { recordSignIn, type SignInSource } from '@/lib/users/record-sign-in';
import { verdictOnSecret, type SecretVerdict } from './client-secrets';
import { findClient } from './known-client';

type Deps = Pick<Runtime, 'records' | 'store'>;

/** A tenant whose authorization server may ask about its clients; a data plane is not needed. @throws AppError `tenant_not_found`, `tenant_suspended`. */
export async function activeTenant({ store }: Pick<Runtime, 'store'>, slug: string): Promise<TenantAccess> {
  const tenant = await store.config.tenants.current(slug);
  if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: slug } });
  if (tenant.status !== 'ACTIVE') throw new AppError('tenant_suspended', { params: { tenant: slug } });
  return store.forTenant(slug);
}

/**
 * Whether a secret is a client's, at the same cost whoever asks. A right one is noted as used now; a refusal is one of the
 * tenant's sign-in events, where there is a data plane that keeps them.
 */
export async function verifySecret({ records, store }: Deps, slug: string, clientId: string, secret: string, from: SignInSource): Promise<SecretVerdict> {
  const access = await activeTenant({ store }, slug);
  const verdict = verdictOnSecret(await findClient(access, clientId), secret);
  if (verdict.ok) {
    // For people to look at: an outage of the records must not refuse a client.
    await records.clientSecrets.touch(access.id, verdict.secretId).catch((error: unknown) => {
      if (!isAppError(error, 'server_unreachable')) throw error;
    });
  } else if (access.hasDb()) await recordSignIn(access, { kind: 'token', outcome: 'client_refused', userId: null }, { ...from, clientId });
  return verdict;
}
