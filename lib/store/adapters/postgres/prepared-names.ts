/** Statements a connection keeps prepared. Each costs the server some 10–40 kB; tenants of one database share the connection. */
const PREPARED_MAX = 256;
const NONE: readonly string[] = [];

/** Which statements are prepared on one connection; the least recently used leave first. */
export class PreparedNames {
  private names = new Set<string>();

  constructor(private readonly max = PREPARED_MAX) {}

  /** @returns names to be deallocated before these are used. */
  use(statements: readonly { name?: string }[]): readonly string[] {
    for (const { name } of statements) {
      if (name === undefined) continue;
      this.names.delete(name);
      this.names.add(name);
    }
    return this.names.size <= this.max ? NONE : this.evict(statements);
  }

  private evict(used: readonly { name?: string }[]): string[] {
    const evicted: string[] = [];
    for (const name of this.names) {
      if (this.names.size <= this.max || used.some((statement) => statement.name === name)) break;
      this.names.delete(name);
      evicted.push(name);
    }
    return evicted;
  }

  clear(): string[] {
    const all = [...this.names];
    this.names = new Set();
    return all;
  }
}
