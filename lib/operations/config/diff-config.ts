import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { defineOperation } from '../define-operation';

/** Differences told at most; there may be more. */
const SHOWN = 1_000;

export const diffConfig = defineOperation({
  name: 'config.diff',
  kind: 'read',
  permission: 'system:verify',
  summary: 'Compare the files with their copy in the global database; the files win',
  input: z.object({}),
  output: z.object({
    equal: z.boolean(),
    /** How many files differ. */
    total: z.number().int(),
    items: z.array(z.object({ path: z.string(), kind: z.enum(['not_copied', 'removed', 'different']) })),
    /** Changes on their way: they are among the differences until they have arrived. */
    waiting: z.number().int(),
    comparedAt: z.string().nullable(),
  }),
  errors: ['capability_unsupported', 'server_unreachable'],
  rest: { method: 'GET', path: '/config/diff' },
  handler: async (_input, { runtime: { configCopy, records } }) => {
    if (!configCopy) throw new AppError('capability_unsupported', { params: { capability: 'globalSync' } });
    const [differences, lag, installation] = await Promise.all([configCopy.differences(), configCopy.lag(), records.configCopy.installation()]);
    return { equal: differences.length === 0, total: differences.length, items: differences.slice(0, SHOWN), waiting: lag.waiting, comparedAt: installation?.comparedAt ?? null };
  },
});
