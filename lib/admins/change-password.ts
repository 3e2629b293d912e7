import type { AdminConfig } from '@/lib/model/admin';

/** An admin with another password, and since when it is theirs. */
export function withPassword<A extends AdminConfig>(admin: A, passwordHash: string): A {
  const now = new Date().toISOString();
  return { ...admin, passwordHash, passwordSetAt: now, updatedAt: now };
}
