import { z } from 'zod';
import { SETUP_LINK_STATES, setupLinkState } from '@/lib/auth/setup';
import { countAttempt } from '@/lib/auth/attempts';
import { defineOperation } from '../define-operation';

/** More than anybody opens a link, and too few to guess with. */
const ATTEMPTS = 60;
const WINDOW_MS = 900_000;

export const checkSetup = defineOperation({
  name: 'setup.check',
  kind: 'read',
  permission: 'public',
  summary: 'Whether a one-time set-up link can still be used',
  example: { token: 'end-of-the-link' },
  input: z.object({ token: z.string().min(1, 'required').max(200).describe('What the one-time link ends with') }),
  output: z.object({ state: z.enum(SETUP_LINK_STATES) }),
  errors: ['rate_limited'],
  // The token travels in the body: addresses end up in logs.
  rest: { method: 'POST', path: '/setup/check' },
  handler: async ({ token }, { runtime, ip }) => {
    await countAttempt(runtime.records, `setup-check:${ip ?? 'unknown'}`, ATTEMPTS, WINDOW_MS);
    return { state: await setupLinkState({ records: runtime.records, config: runtime.store.config }, token) };
  },
});
