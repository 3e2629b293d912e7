import type { z } from 'zod';
import type { Action } from '@/components/form/action';
import type { Admin, adminRefSchema, inviteAdminInputSchema, oneTimeLinkSchema, resetAdminInputSchema, updateAdminInputSchema } from '@/lib/model/admin';

export type OneTimeLink = z.infer<typeof oneTimeLinkSchema>;
type Ref = z.input<typeof adminRefSchema>;

/** What a page hands the screen of admins to write with. */
export interface AdminActions {
  get: Action<Ref, Admin>;
  invite: Action<z.input<typeof inviteAdminInputSchema>, Admin & { link: OneTimeLink }>;
  update: Action<z.input<typeof updateAdminInputSchema>, Admin>;
  disable: Action<Ref, Admin>;
  enable: Action<Ref, Admin>;
  reset: Action<z.input<typeof resetAdminInputSchema>, OneTimeLink>;
  remove: Action<Ref, unknown>;
  removeSecondFactor: Action<Ref, Admin>;
  revokeSession: Action<Ref & { session: string }, unknown>;
  signOut: Action<Ref, unknown>;
}
