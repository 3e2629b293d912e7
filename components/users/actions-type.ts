import type { z } from 'zod';
import type { Action } from '@/components/form/action';
import type { bulkUpdateInputSchema, BulkResult } from '@/lib/model/user-bulk';
import type { createUserInputSchema, disableUserInputSchema, setPasswordInputSchema, updateUserInputSchema, User, userRefSchema } from '@/lib/model/user';

type Ref = z.input<typeof userRefSchema>;
/** What a page hands the screen to write with. */
export interface UserActions {
  get: Action<Ref, User>;
  create: Action<z.input<typeof createUserInputSchema>, User>;
  update: Action<z.input<typeof updateUserInputSchema>, User>;
  disable: Action<z.input<typeof disableUserInputSchema>, User>;
  enable: Action<Ref, User>;
  remove: Action<Ref, unknown>;
  bulk: Action<z.input<typeof bulkUpdateInputSchema>, BulkResult>;
  setPassword: Action<z.input<typeof setPasswordInputSchema>, unknown>;
}
