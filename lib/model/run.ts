import { z } from 'zod';
import { RUN_STATUSES } from './states';

export { RUN_STATUSES };
export type RunStatus = (typeof RUN_STATUSES)[number];
export const STEP_STATUSES = ['pending', 'running', 'done', 'failed', 'skipped'] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

export const stepErrorSchema = z.object({
  code: z.string(),
  /** Values for the catalogue's words of that code. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  /** Will be tried again by itself. */
  transient: z.boolean(),
});
export type StepError = z.infer<typeof stepErrorSchema>;

export const runStepSchema = z.object({
  name: z.string(),
  status: z.enum(STEP_STATUSES),
  attempts: z.number().int(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  durationMs: z.number().nullable(),
  error: stepErrorSchema.nullable(),
});
export type RunStep = z.infer<typeof runStepSchema>;

export const runSchema = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.enum(RUN_STATUSES),
  /** Tenant slug this run is about, if any. */
  tenant: z.string().nullable(),
  progress: z.object({ done: z.number().int(), failed: z.number().int(), total: z.number().int() }),
  steps: z.array(runStepSchema),
  attempts: z.number().int(),
  /** When it is tried again, if it waits for that. */
  nextAttemptAt: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  error: stepErrorSchema.nullable(),
});
export type Run = z.infer<typeof runSchema>;

export const provisioningSchema = z.object({
  status: z.string(),
  runId: z.string().nullable(),
  attempts: z.number().int(),
  nextAttemptAt: z.string().nullable(),
  steps: z.array(runStepSchema),
});
export type Provisioning = z.infer<typeof provisioningSchema>;
