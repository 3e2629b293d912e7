import { z } from 'zod';
import { disableUserInputSchema, updateUserInputSchema } from './user';

/** Most users of one call. */
export const BULK_USERS_MAX = 200;

/** What is done to each. `set` takes what an edit takes, but for the e-mail, which two cannot share. */
export const bulkChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set'), ...updateUserInputSchema.omit({ slug: true, id: true, email: true }).shape }),
  z.object({ kind: z.literal('disable'), ...disableUserInputSchema.omit({ slug: true, id: true }).shape }),
  z.object({ kind: z.literal('enable') }),
  z.object({ kind: z.literal('delete') }),
]);
export type BulkChange = z.output<typeof bulkChangeSchema>;

export const bulkUpdateInputSchema = z.object({
  slug: z.string(),
  ids: z.array(z.string().max(64)).min(1).max(BULK_USERS_MAX).describe('Ids of the users'),
  change: bulkChangeSchema.describe('What to do to each: kind set (with what an edit takes), disable (with reason, until), enable or delete'),
});

export const bulkResultSchema = z.object({
  results: z.array(z.object({ id: z.string(), ok: z.boolean(), /** Error code. */ code: z.string().nullable(), message: z.string().nullable() })),
});
export type BulkResult = z.output<typeof bulkResultSchema>;
