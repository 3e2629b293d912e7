import { sqliteKit } from '../kit';
import { recordsTables } from './tables';

/** What drizzle-kit generates this dialect's migrations from. */
export const {
  apiToken, attemptLimit, auditEvent, auditHead, clientSecretUse, configChange, configFile, consoleSession, healthSample, idempotencyKey, installation, lease, liveEvent, oneTimeToken, plan, run, runStep, savedView, serverHealth, tenantDatabase,
} = recordsTables(sqliteKit);
