import { randomUUID } from 'node:crypto';
import { isAppError } from '@/lib/errors';
import type { StepError } from '@/lib/model/run';
import { classifyError } from '@/lib/runs';
import type { Runtime } from '@/lib/runtime';
import type { AroundMigration } from '@/lib/store';

/** Of events in the audit: pending migrations applied by themselves. */
export const FIRST_USE_ACTION = 'migrations.firstUse';

/**
 * What is applied of a tenant at its first use is in the audit, with the process that did it; and a failure stands beside
 * the state of its database until it is mended. Where the records are out of reach, the audit is spooled and the rest waits.
 */
export function recordedFirstUse({ records, log, role }: Pick<Runtime, 'records' | 'log' | 'role'>): AroundMigration {
  return async ({ id: tenantId, slug }, pending, work) => {
    const versions = pending.map(({ version }) => version);
    const target = { type: 'migration', id: versions.at(-1) ?? '', tenant: slug };
    const actor = { type: 'system' as const, id: role, name: role };
    const intent = await records.audit.intent({ actor, door: 'system', action: FIRST_USE_ACTION, target, changes: [{ path: 'pending', before: versions, after: versions }], ip: null });
    try {
      const applied = await work();
      const left = versions.filter((version) => !applied.includes(version));
      await records.audit.outcome(intent.id, { success: true, changes: applied.length > 0 ? [{ path: 'pending', before: versions, after: left }] : [] });
      await told(null);
    } catch (error) {
      const cause = classified(error);
      await records.audit.outcome(intent.id, { success: false, error: cause.code });
      await told(cause);
      throw error;
    }

    async function told(error: StepError | null): Promise<void> {
      await records.machine.setMigrationError(tenantId, error).catch(unlessUnreachable);
      await records.events.publish({ type: 'provisioning', tenant: slug, data: { slug, status: 'READY', migrated: true } });
    }

    function classified(error: unknown): StepError {
      const cause = classifyError(error);
      if (cause.code !== 'internal') return cause;
      // Its words are for the log, which is found again by this.
      const reference = randomUUID();
      log.error({ reference, tenant: slug, err: error }, 'a migration failed');
      return { ...cause, params: { ...cause.params, reference } };
    }
  };
}

function unlessUnreachable(error: unknown): void {
  if (!isAppError(error, 'server_unreachable')) throw error;
}
