import { maySeeTenant } from '@/lib/auth/permissions';
import type { Principal } from '@/lib/auth/principal';
import { AppError } from '@/lib/errors';
import type { Run } from '@/lib/model/run';
import type { Records } from '@/lib/records/ports';

/** A run this principal may see. @throws AppError `not_found`, also for one of another tenant. */
export async function requireRun(records: Pick<Records, 'runs'>, principal: Principal, id: string): Promise<Run> {
  const run = await records.runs.get(id);
  const hidden = run && principal.tenants !== null && (run.tenant === null || !maySeeTenant(principal, run.tenant));
  if (!run || hidden) throw new AppError('not_found', { params: { what: 'run', id } });
  return run;
}
