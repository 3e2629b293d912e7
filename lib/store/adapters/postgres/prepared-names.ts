/** Statements a connection keeps prepared. Each costs the server some 10–40 kB; tenants of one database share the connection. */
const PREPARED_MAX = 256;

/** Which statements are prepared on one connection; the least recently used leave first. */
export class PreparedNames {
  private names = new Set<string>();

  constructor(private readonly max = PREPARED_MAX) {}

  /** @returns names to be deallocated before these are used. */
  use(names: readonly string[]): string[] {
    for (const name of names) {
      this.names.delete(name);
      this.names.add(name);
    }
    const evicted: string[] = [];
    for (const name of this.names) {
      if (this.names.size <= this.max || names.includes(name)) break;
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
