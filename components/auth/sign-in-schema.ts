import { z } from 'zod';

export const signInSchema = z.object({ email: z.email('invalidEmail').max(320), password: z.string().min(1, 'required') });
