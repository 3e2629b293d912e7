import { createInterface } from 'node:readline';
import { createLogger } from '@/lib/log';
import type { TenantConfig } from '@/lib/model/tenant';
import { tenantContext } from '@/lib/store/contract/harness';
import { FirstUse } from '@/lib/store/migrate';
import type { TenantTarget } from '@/lib/store/ports';
import { openRegistry } from '@/lib/store/registry';

/**
 * A process of its own for tests: says `ready`; each line is a job as JSON, a tenant to use for the first time by many
 * callers at once, and is answered with the versions that this process applied, as JSON.
 */
export interface FirstUseJob {
  migrationsDir: string;
  fileRoots: readonly string[];
  tenant: TenantConfig;
  target: TenantTarget;
  callers: number;
}

const log = createLogger('silent', 'test');

async function work({ migrationsDir, fileRoots, tenant, target, callers }: FirstUseJob): Promise<string[]> {
  const registry = openRegistry({ migrationsDir, fileRoots, pools: { share: 0.4 } });
  const adapter = registry.get(target.server.driver);
  const applied: string[] = [];
  const firstUse = new FirstUse({ log, around: async (_tenant, _pending, migrate) => void applied.push(...(await migrate())) });
  await Promise.all(Array.from({ length: callers }, () => firstUse.check(tenant, adapter, target).then(() => adapter.openTenant(target, tenantContext()).users.count())));
  await Promise.all(registry.all().map((one) => one.close()));
  return applied;
}

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await work(JSON.parse(line) as FirstUseJob))}\n`);
}
