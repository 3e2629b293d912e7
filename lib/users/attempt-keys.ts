/** Six digits and one step either way: three codes of a million are right at any moment, so ten guesses in a quarter of an hour are hopeless. */
export const MFA_LIMIT = { attempts: 10, windowMs: 15 * 60_000 } as const;

/** Where guesses at a user's second factor are counted. */
export const mfaAttemptKey = (tenantId: string, userId: string): string => `mfa:${tenantId}:${userId}`;
