import { z } from 'zod';

export const signInSchema = z.object({ email: z.email('invalidEmail').max(320), password: z.string().min(1, 'required'), code: z.string().trim().max(40) });
