import type { AuditEvent, Door } from '@/lib/model/audit';
import type { Runtime } from '@/lib/runtime';
import type { StoreMode } from '@/lib/store/ports';

export const MODE_ACTION = 'system.mode';

/** Who or what made the mode another. */
export interface ModeChangeCause {
  principal: AuditEvent['actor'];
  door: Door;
  ip: string | null;
}

/** Runs what may add the first server or remove the last, and audits it when the mode followed. */
export async function auditingMode<T>(runtime: Pick<Runtime, 'store' | 'records'>, cause: ModeChangeCause, work: () => Promise<T>): Promise<T> {
  const before = await runtime.store.mode();
  const result = await work();
  const after = await runtime.store.mode();
  if (before !== after) await record(runtime, cause, before, after);
  return result;
}

/** At start: the environment may have given another mode than the one last audited. */
export async function auditModeAtStart(runtime: Pick<Runtime, 'store' | 'records'>): Promise<void> {
  const [last] = (await runtime.records.audit.list({ limit: 1, action: MODE_ACTION })).items;
  const before = last?.changes.find(({ path }) => path === 'mode')?.after;
  const mode = await runtime.store.mode();
  if (typeof before !== 'string' || before === mode) return;
  await record(runtime, { principal: { type: 'system', id: 'system', name: 'system' }, door: 'system', ip: null }, before, mode);
}

async function record({ records }: Pick<Runtime, 'records'>, { principal, door, ip }: ModeChangeCause, before: string, after: StoreMode): Promise<void> {
  const { type, id, name } = principal;
  const intent = await records.audit.intent({ actor: { type, id, name }, door, action: MODE_ACTION, target: { type: 'system', id: 'mode' }, changes: [{ path: 'mode', before, after }], ip });
  await records.audit.outcome(intent.id, { success: true });
}
