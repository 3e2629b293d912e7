import type { Kit } from '../kit';
import { apiToken } from './api-token';
import { attemptLimit } from './attempt-limit';
import { auditEvent } from './audit-event';
import { auditHead } from './audit-head';
import { clientSecretUse } from './client-secret-use';
import { configChange } from './config-change';
import { configFile } from './config-file';
import { consoleSession } from './console-session';
import { healthSample } from './health-sample';
import { idempotencyKey } from './idempotency-key';
import { installation } from './installation';
import { lease } from './lease';
import { liveEvent } from './live-event';
import { oneTimeToken } from './one-time-token';
import { plan } from './plan';
import { run } from './run';
import { runStep } from './run-step';
import { savedView } from './saved-view';
import { serverHealth } from './server-health';
import { tenantDatabase } from './tenant-database';

/** All records tables, built with one dialect's kit. */
export const recordsTables = (kit: Kit) => ({
  apiToken: apiToken(kit),
  attemptLimit: attemptLimit(kit),
  auditEvent: auditEvent(kit),
  auditHead: auditHead(kit),
  clientSecretUse: clientSecretUse(kit),
  configChange: configChange(kit),
  configFile: configFile(kit),
  consoleSession: consoleSession(kit),
  healthSample: healthSample(kit),
  idempotencyKey: idempotencyKey(kit),
  installation: installation(kit),
  lease: lease(kit),
  liveEvent: liveEvent(kit),
  oneTimeToken: oneTimeToken(kit),
  plan: plan(kit),
  run: run(kit),
  runStep: runStep(kit),
  savedView: savedView(kit),
  serverHealth: serverHealth(kit),
  tenantDatabase: tenantDatabase(kit),
});

export type RecordsTables = ReturnType<typeof recordsTables>;
