import { isAppError } from '@/lib/errors';
import type { AuditEvent } from '@/lib/model/audit';
import type { AuditIntent, Records } from '@/lib/records/ports';

/** Who acts where nobody asked: the clock, a grace that is over. */
export const SYSTEM_ACTOR: AuditEvent['actor'] = { type: 'system', id: 'system', name: 'system' };

/** Does work that no operation asked for, with intent and outcome as operations have them. */
export async function audited<T>({ audit }: Pick<Records, 'audit'>, intent: AuditIntent, work: () => Promise<T>): Promise<T> {
  const { id } = await audit.intent(intent);
  try {
    const result = await work();
    await audit.outcome(id, { success: true });
    return result;
  } catch (error) {
    await audit.outcome(id, { success: false, error: isAppError(error) ? error.code : 'internal' });
    throw error;
  }
}
