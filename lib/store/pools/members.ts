import type { PoolKey } from './types';

export interface Member<C> {
  connection: C;
  bornAt: number;
  idleSince: number;
  uses: number;
  generation: number;
}

export interface Waiter<C> {
  pool: Pool<C> | null;
  grant(member: Member<C> | null): void;
  refuse(error: unknown): void;
}

/** One (database, login user): its members, idle ones oldest first. */
export interface Pool<C> {
  id: string;
  key: PoolKey;
  /** The newest caller's way to connect: those who came before it may still know an old password. */
  open: () => Promise<C>;
  generation: number;
  idle: Member<C>[];
  leased: number;
  opening: number;
  created: number;
  lastUsedAt: number | null;
  failure: { error: unknown; at: number } | null;
}
