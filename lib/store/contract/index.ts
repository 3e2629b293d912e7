import { describe, it } from 'vitest';
import type { Isolation } from '@/lib/model/common';
import type { AdapterCapabilities } from '../capabilities';
import type { AdapterMaker } from '../registry';
import { connectionTestContract } from './connection-test';
import { fieldsContract } from './fields';
import { firstUseContract } from './first-use';
import type { ContractHarness } from './harness';
import { isolationContract } from './isolation';
import { poolsContract } from './pools';
import { provisionerContract } from './provisioner';
import { repositoriesContract } from './repositories';
import { usersContract } from './users';
import { usersBulkContract } from './users-bulk';
import { usersListContract } from './users-list';

export { newTenant, provision, tenantContext, type ContractHarness } from './harness';
export { refusingContract } from './refusing';
export { describeStore } from './stores';

/** What is asked only of engines that say they can: the suite, the capability, and why the others are let off. */
const BY_CAPABILITY: readonly { suite: string; needs: keyof AdapterCapabilities; because: string; run(harness: () => ContractHarness, isolations: readonly Isolation[]): void }[] = [
  { suite: 'connection test and probe', needs: 'network', because: 'the engine has no host, password or TLS to get wrong', run: (harness) => connectionTestContract(harness) },
  { suite: 'pools behind a failing network', needs: 'network', because: 'the engine has no connection that could be refused or cut', run: poolsContract },
  // The columns are the same wherever the table is.
  { suite: 'columns of fields', needs: 'userFields', because: 'users’ fields are not made columns on it', run: (harness, isolations) => fieldsContract(harness, isolations.slice(0, 1)) },
];

/**
 * The contract of an adapter: registers every suite that its capabilities call for, in each of its isolations, and
 * says of the others why they are left out. To be called inside a `describe`.
 * @param maker as it is in the registry; opened once to be asked what it can do. It connects to nothing for that.
 * @param harness the engine under test; asked for when tests run, so a `beforeAll` may start it.
 */
export function adapterContract(maker: AdapterMaker, harness: () => ContractHarness): void {
  const { capabilities, isolations } = maker.open({ migrationsDir: '', pools: {} });
  provisionerContract(harness, isolations);
  firstUseContract(harness, isolations);
  usersContract(harness, isolations);
  usersBulkContract(harness, isolations);
  usersListContract(harness, isolations);
  repositoriesContract(harness, isolations);
  isolationContract(harness, isolations);
  for (const { suite, needs, because, run } of BY_CAPABILITY) {
    if (capabilities[needs]) run(harness, isolations);
    else leaveOut(maker.driver, suite, `${because} (capability ${needs})`);
  }
}

/** A skipped test whose name, and a line on the error output, says why. */
function leaveOut(driver: string, suite: string, because: string): void {
  process.stderr.write(`contract of ${driver}: ${suite} left out: ${because}\n`);
  describe(suite, () => {
    it.skip(because, () => undefined);
  });
}
