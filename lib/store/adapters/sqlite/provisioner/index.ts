import type { MigrationSet } from '../../../migrate';
import type { TenantProvisioner } from '../../../ports';
import type { SqliteAccess } from '../access';
import { createContainer } from './create-container';
import { drop } from './drop';
import { inspect } from './inspect';
import { migrate } from './migrate';
import { seed } from './seed';
import { verify } from './verify';

export function sqliteProvisioner(access: SqliteAccess, migrations: () => Promise<MigrationSet>): TenantProvisioner {
  return {
    inspect: (target) => inspect(access, target),
    createContainer: (target) => createContainer(access, target),
    // There are no roles: who may read the file is the operating system's to say.
    createRole: () => Promise.resolve({ created: false }),
    migrate: async (target, appliedBy) => migrate(access, await migrations(), target, appliedBy),
    seed: (target) => seed(access, target),
    verify: async (target) => verify(access, (await migrations()).catalog, target),
    drop: (target) => drop(access, target),
  };
}
