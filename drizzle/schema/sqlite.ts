import { sqliteKit } from '../kit';
import { recordsTables } from './tables';

/** What drizzle-kit generates this dialect's migrations from. */
export const {
  apiToken, attemptLimit, auditEvent, auditHead, consoleSession, healthSample, idempotencyKey, lease, liveEvent, oneTimeToken, plan, run, runStep, savedView, serverHealth, tenantDatabase,
} = recordsTables(sqliteKit);
