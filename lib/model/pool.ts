import { z } from 'zod';

const counts = {
  open: z.number().int(),
  idle: z.number().int(),
  waiting: z.number().int(),
  /** Opened since the process first used it. */
  created: z.number().int(),
};

/** What the console's processes hold open on one server. */
export const serverPoolsSchema = z.object({
  processes: z.array(
    z.object({
      process: z.enum(['web', 'worker']),
      /** `unknown`: it does not tell, for it has no address to be asked at; `silent`: it does not answer; `unused`: it holds nothing there. */
      state: z.enum(['known', 'unused', 'unknown', 'silent']),
      totals: z.object({ ...counts, budget: z.number().int() }).nullable(),
      /** By database and login; told by the process that answers. */
      pools: z.array(z.object({ database: z.string(), user: z.string(), ...counts, lastUsedAt: z.string().nullable() })),
    }),
  ),
});
export type ServerPools = z.infer<typeof serverPoolsSchema>;
export type ProcessPools = ServerPools['processes'][number];
