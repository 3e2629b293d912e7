import type { Tone } from '@/components/ui/badge';
import type { AUDIT_OUTCOMES } from '@/lib/model/audit';
import type { HealthStatus } from '@/lib/model/server';
import type { RunStatus, StepStatus } from '@/lib/model/run';
import type { ShownDatabaseStatus, TENANT_STATUSES } from '@/lib/model/tenant';

/** Every status of the product in the one vocabulary of badges (docs/design.md). */
export const DATABASE_TONE: Record<ShownDatabaseStatus, Tone> = {
  PENDING: 'work',
  CREATING: 'work',
  READY: 'good',
  ERROR: 'bad',
  MIGRATING: 'work',
  MOVING: 'work',
  DELETING: 'work',
  UNKNOWN: 'unknown',
};
export const TENANT_TONE: Record<(typeof TENANT_STATUSES)[number], Tone> = { ACTIVE: 'good', SUSPENDED: 'off', PENDING_DELETION: 'warn' };
export const HEALTH_TONE: Record<HealthStatus, Tone> = { HEALTHY: 'good', DEGRADED: 'warn', UNHEALTHY: 'bad', UNKNOWN: 'unknown' };
export const RUN_TONE: Record<RunStatus, Tone> = { queued: 'work', running: 'work', paused: 'warn', succeeded: 'good', failed: 'bad', cancelled: 'off' };
export const STEP_TONE: Record<StepStatus, Tone> = { pending: 'unknown', running: 'work', done: 'good', failed: 'bad', skipped: 'off' };
export const OUTCOME_TONE: Record<(typeof AUDIT_OUTCOMES)[number], Tone> = { open: 'work', success: 'good', failure: 'bad', unknown: 'unknown' };
