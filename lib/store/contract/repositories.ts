import { afterAll, beforeAll, describe } from 'vitest';
import type { Isolation } from '@/lib/model/common';
import type { TenantDatabase, TenantTarget } from '../ports';
import { consentsContract } from './consents';
import { emailTokensContract } from './email-tokens';
import { openContractTenant, type ContractHarness } from './harness';
import { identitiesContract } from './identities';
import { mfaContract } from './mfa';
import { rolesContract } from './roles';
import { sessionsContract } from './sessions';
import { tokensContract } from './tokens';

/** A tenant that several suites share; each makes users of its own in it. */
export interface ContractTenant {
  db(): TenantDatabase;
  target(): TenantTarget;
  /** A user nobody else has. */
  user(name?: string): Promise<{ id: string; email: string }>;
  age(table: string, columns: readonly string[], seconds: number): Promise<void>;
}

/** Every repository but users', whose suites are their own. */
export function repositoriesContract(harness: () => ContractHarness, isolations: readonly Isolation[]): void {
  describe.each(isolations)('repositories, isolation %s', (isolation) => {
    let opened: Awaited<ReturnType<typeof openContractTenant>>;
    let made = 0;
    beforeAll(async () => {
      opened = await openContractTenant(harness(), isolation);
    });
    afterAll(() => opened?.close());
    const tenant: ContractTenant = {
      db: () => opened.db,
      target: () => opened.target,
      user: async (name = 'user') => {
        made += 1;
        const { id, email } = await opened.db.users.create({ email: `${name}-${made}@example.com` });
        return { id, email };
      },
      age: (table, columns, seconds) => harness().age(opened.target, table, columns, seconds),
    };
    identitiesContract(tenant);
    sessionsContract(tenant);
    tokensContract(tenant);
    emailTokensContract(tenant);
    mfaContract(tenant);
    consentsContract(tenant);
    rolesContract(tenant);
  });
}
