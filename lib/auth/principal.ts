import type { Role } from '@/lib/model/admin';

/** Who is calling. */
export interface Principal {
  type: 'admin' | 'token' | 'cli' | 'system' | 'anonymous';
  id: string;
  name: string;
  /** Null for `anonymous`. */
  role: Role | null;
  /** Slugs it is limited to; null means all. */
  tenants: readonly string[] | null;
  /** Console session, when it came with one. */
  sessionId?: string;
}

export const ANONYMOUS: Principal = { type: 'anonymous', id: 'anonymous', name: 'anonymous', role: null, tenants: null };
export const SYSTEM: Principal = { type: 'system', id: 'system', name: 'system', role: 'owner', tenants: null };
