import type { Member, Pool } from './members';
import type { Lease, PooledConnection } from './types';

/** A class, for a lease is made for every statement and closures cost more. */
export class PoolLease<C extends PooledConnection> implements Lease<C> {
  private released = false;

  constructor(
    private readonly owner: { giveBack(pool: Pool<C>, member: Member<C>): void },
    private readonly pool: Pool<C>,
    private readonly member: Member<C>,
  ) {}

  get connection(): C {
    return this.member.connection;
  }

  release(): void {
    if (this.released) return;
    this.released = true;
    this.owner.giveBack(this.pool, this.member);
  }
}
