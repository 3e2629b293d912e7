import type { AppError } from '@/lib/errors';
import { CONSERVATIVE } from './capabilities';
import { delegated } from './delegated';
import type { TenantDatabase } from './ports';
import type { AdapterMaker } from './registry';

/** Why nothing is done; `tenant` is the slug where it was asked for one. */
export type Refusal = (tenant?: string) => AppError;

/**
 * An adapter that is known by its name and answers one error everywhere. It holds nothing, so what
 * only looks after connections is done at once.
 */
export function refusingAdapter(driver: string, refusal: Refusal): AdapterMaker {
  const refuse = (tenant?: string): Promise<never> => Promise.reject(refusal(tenant));
  const ofTarget = ({ slug }: { slug: string }): Promise<never> => refuse(slug);
  const refused = () => {
    throw refusal();
  };
  return {
    driver,
    open: () => ({
      driver,
      capabilities: CONSERVATIVE,
      isolations: [],
      defaultIsolation: 'database',
      physicalNames: ({ slug }) => {
        throw refusal(slug);
      },
      test: () => refuse(),
      provisioner: { inspect: ofTarget, createContainer: ofTarget, createRole: ofTarget, migrate: ofTarget, seed: ofTarget, verify: ofTarget, drop: ofTarget },
      fieldColumns: { maxColumns: 0, columnType: refused, nearestStorage: refused, introspect: ofTarget, steps: refused, probe: ofTarget, apply: ofTarget },
      probe: () => Promise.resolve({ status: 'UNHEALTHY', reason: 'unsupported', latencyMs: 0, version: null, connections: null }),
      migrations: () => refuse(),
      appliedVersions: () => refuse(),
      appliedSet: ofTarget,
      ledger: ofTarget,
      measure: ofTarget,
      openTenant: ({ slug }) => refusingDatabase(() => refusal(slug)),
      drain: () => Promise.resolve(),
      statistics: () => [],
      totals: () => [],
      close: () => Promise.resolve(),
    }),
  };
}

/** Repositories of which every method rejects. */
function refusingDatabase(refusal: () => AppError): TenantDatabase {
  const on = <Name extends keyof TenantDatabase>() => delegated<TenantDatabase[Name]>(() => Promise.reject(refusal()));
  return {
    users: on<'users'>(),
    identities: on<'identities'>(),
    sessions: on<'sessions'>(),
    tokens: on<'tokens'>(),
    emailTokens: on<'emailTokens'>(),
    mfa: on<'mfa'>(),
    consents: on<'consents'>(),
    rbac: on<'rbac'>(),
    activity: on<'activity'>(),
  };
}
