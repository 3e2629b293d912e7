import { AppError, isAppError } from '@/lib/errors';
import { FIELD_PHASES, type FieldDdlStep, type FieldPhase, type WantedColumn } from '../../../field-ports';
import type { TenantTarget } from '../../../ports';
import type { SqliteAccess } from '../access';
import { statement, type Ask } from '../catalog';
import { fieldSteps } from './field-steps';
import { introspect, readFieldCatalog } from './introspect';

/** More steps than any plan has: a catalogue that never comes to agree is a mistake of ours, not a reason to go on. */
const STEPS_MAX = 1_000;

interface Work {
  access: SqliteAccess;
  target: TenantTarget;
  /** The next step up to the phase, as the catalogue is now. */
  next(ask: Ask): Promise<FieldDdlStep | null>;
  lockRetries: number;
}

/**
 * Does what is missing up to the end of a phase. Each step looks at the catalogue again as the file's writer and is
 * one transaction, so that two who do the same never meet, and a process that dies leaves a step done or undone.
 */
export async function apply(access: SqliteAccess, target: TenantTarget, wanted: readonly WantedColumn[], through: FieldPhase, signal?: AbortSignal): Promise<{ steps: number; lockRetries: number }> {
  const { name } = target.server;
  const isDue = (step: FieldDdlStep) => FIELD_PHASES.indexOf(step.phase) <= FIELD_PHASES.indexOf(through);
  const work: Work = { access, target, next: async (ask) => fieldSteps(wanted, await readFieldCatalog(ask, name)).find(isDue) ?? null, lockRetries: 0 };
  let steps = 0;
  for (let look = 0; look < STEPS_MAX; look += 1) {
    if (signal?.aborted) throw new AppError('server_unreachable', { params: { server: name, reason: 'stopped' } });
    const todo = fieldSteps(wanted, await introspect(access, target)).find(isDue);
    if (!todo) return { steps, lockRetries: work.lockRetries };
    if (await execute(todo, work)) steps += 1;
  }
  throw new AppError('invalid_state', { params: { server: name, reason: 'not_as_promised', step: '' } });
}

/** @returns false when somebody else changed the table since it was looked at. */
async function execute(step: FieldDdlStep, work: Work): Promise<boolean> {
  const { access, target } = work;
  const isRebuilt = step.op === 'rebuild_table';
  const before = await schemaVersion(work);
  try {
    const done = await access.transaction(
      target,
      'long',
      async (connection) => {
        const ask: Ask = (statements) => connection.execute(statements);
        const now = await work.next(ask);
        if (now?.op !== step.op || now.statements.join(';') !== step.statements.join(';')) return false;
        for (const text of step.statements) {
          const [answer] = await ask([statement(text)]);
          if (step.refusesRows && (answer?.rows.length ?? 0) > 0) throw refusal(step, target);
        }
        return true;
      },
      { foreignKeys: !isRebuilt, onBusy: () => (work.lockRetries += 1) },
    );
    if (done && isRebuilt) await lookAfterwards(work, before);
    return done;
  } catch (error) {
    // Unique, not null, check, strict type: data came in that breaks what is wanted.
    throw isAppError(error, 'conflict') || isAppError(error, 'validation_failed') ? refusal(step, target, error) : error;
  }
}

const refusal = ({ op, fieldId }: FieldDdlStep, { server }: TenantTarget, cause?: unknown) =>
  new AppError('invalid_state', { params: { server: server.name, reason: 'values_changed', step: op, field: fieldId ?? '' }, ...(cause === undefined ? {} : { cause }) });

async function schemaVersion({ access, target }: Work): Promise<number> {
  const [answer] = await access.read(target, [statement('PRAGMA schema_version')]);
  return Number(answer?.rows[0]?.[0]);
}

/** What the manual tells to look at after a rebuild: readers learn of another schema by its number, and each index has each row. */
async function lookAfterwards(work: Work, before: number): Promise<void> {
  const { access, target } = work;
  const [found] = await access.reading(target, (ask) => ask([statement(`SELECT 1 AS found FROM pragma_integrity_check('app_user') WHERE integrity_check <> 'ok' LIMIT 1`)]));
  if ((await schemaVersion(work)) > before && found?.rows.length === 0) return;
  throw new AppError('invalid_state', { params: { server: target.server.name, reason: 'integrity' } });
}
