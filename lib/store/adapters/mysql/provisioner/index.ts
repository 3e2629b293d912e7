import type { MigrationSet } from '../../../migrate';
import type { TenantProvisioner } from '../../../ports';
import type { MysqlAccess } from '../access';
import { createContainer } from './create-container';
import { createRole } from './create-role';
import { drop } from './drop';
import { inspect } from './inspect';
import { migrate } from './migrate';
import { seed } from './seed';
import { verify } from './verify';

export function mysqlProvisioner(access: MysqlAccess, migrations: () => Promise<MigrationSet>): TenantProvisioner {
  return {
    inspect: (target) => inspect(access, target),
    createContainer: (target) => createContainer(access, target),
    createRole: (target) => createRole(access, target),
    migrate: async (target, appliedBy) => migrate(access, await migrations(), target, appliedBy),
    seed: (target) => seed(access, target),
    verify: async (target) => verify(access, (await migrations()).catalog, target),
    drop: (target) => drop(access, target),
  };
}
