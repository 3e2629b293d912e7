import { z } from 'zod';
import { runSchema } from '@/lib/model/run';
import { requireRun } from '@/lib/runs/require-run';
import { defineOperation } from '../define-operation';

export const getRun = defineOperation({
  name: 'runs.get',
  kind: 'read',
  permission: 'runs:read',
  summary: 'Get a run with its steps',
  input: z.object({ id: z.string() }),
  output: runSchema,
  errors: ['not_found'],
  rest: { method: 'GET', path: '/runs/{id}' },
  handler: ({ id }, { runtime, principal }) => requireRun(runtime.records, principal, id),
});
