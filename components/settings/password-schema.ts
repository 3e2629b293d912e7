import { z } from 'zod';

export const changePasswordSchema = z
  .object({ password: z.string().min(1, 'required').max(1000), newPassword: z.string().min(1, 'required').max(1000), again: z.string() })
  .refine(({ newPassword, again }) => newPassword === again, { path: ['again'], message: 'passwordMismatch' });
export type ChangePasswordValues = z.infer<typeof changePasswordSchema>;
