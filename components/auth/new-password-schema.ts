import { z } from 'zod';

/** A password that is typed twice; the server's own rules are asked when it is sent. */
const newPasswordShape = { password: z.string().min(1, 'required').max(1000), again: z.string() };
const isTypedTwice = ({ password, again }: { password: string; again: string }): boolean => password === again;
const NOT_TWICE = { path: ['again'], message: 'passwordMismatch' };

export const inviteSchema = z
  .object({ name: z.string().trim().max(120), ...newPasswordShape })
  .refine(isTypedTwice, NOT_TWICE);
export type InviteValues = z.infer<typeof inviteSchema>;

export const setupSchema = z
  .object({ name: z.string().trim().max(120), email: z.email('invalidEmail').max(320), ...newPasswordShape })
  .refine(isTypedTwice, NOT_TWICE);
export type SetupValues = z.infer<typeof setupSchema>;
