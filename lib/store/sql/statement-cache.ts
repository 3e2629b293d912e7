import { createHash } from 'node:crypto';
import type { Compilable, Kysely } from 'kysely';
import type { SqlExecutor, SqlStatement, ValueKind } from './executor';
import type { TenantTables } from './tables';

/** Shapes kept per tenant. A list has as many as there are combinations of filters; the least recently used goes first. */
const SHAPES_MAX = 200;

/** Stands where a value will be; told apart from values by its class. */
class Slot {
  constructor(readonly name: string) {}
}

/**
 * A slot for a value, typed as the column it stands for: the one place where the builder is told
 * that something is what it is not yet.
 */
export type SlotMaker = <T>(name: string) => T;
const slot: SlotMaker = <T>(name: string) => new Slot(name) as T;

export type Shape = (db: Kysely<TenantTables>, slot: SlotMaker) => Compilable;

interface Compiled {
  text: string;
  name: string;
  parameters: readonly unknown[];
}

/**
 * Statements compiled once for each shape, then only filled: compiling each time costs half as
 * much again as the query itself.
 */
export class StatementCache {
  private readonly compiled = new Map<string, Compiled>();
  private readonly db: Kysely<TenantTables>;

  constructor(
    { builder, schema }: Pick<SqlExecutor, 'builder' | 'schema'>,
    private readonly max = SHAPES_MAX,
  ) {
    this.db = schema === null ? builder : builder.withSchema(schema);
  }

  get size(): number {
    return this.compiled.size;
  }

  /**
   * @param key of the shape: equal keys must mean equal statements.
   * @param kinds of the columns answered; see {@link SqlStatement.kinds}.
   */
  fill(key: string, shape: Shape, values: Record<string, unknown> = {}, kinds?: ReadonlyMap<string, ValueKind>): SqlStatement {
    const { text, name, parameters } = this.compiled.get(key) ?? this.compile(key, shape);
    // A Map keeps the order of insertion: what was used last goes to the end.
    const found = this.compiled.get(key);
    if (found && this.compiled.size > this.max / 2) {
      this.compiled.delete(key);
      this.compiled.set(key, found);
    }
    const filled = parameters.map((parameter) => (parameter instanceof Slot ? valueOf(values, parameter.name) : parameter));
    return kinds ? { text, name, values: filled, kinds } : { text, name, values: filled };
  }

  private compile(key: string, shape: Shape): Compiled {
    const { sql, parameters } = shape(this.db, slot).compile();
    const name = createHash('sha256').update(sql).digest('base64url').slice(0, 24);
    const made = { text: sql, name, parameters };
    this.compiled.set(key, made);
    const [oldest] = this.compiled.keys();
    if (this.compiled.size > this.max && oldest !== undefined) this.compiled.delete(oldest);
    return made;
  }
}

function valueOf(values: Record<string, unknown>, name: string): unknown {
  if (!(name in values)) throw new Error(`statement has no value for ${name}`);
  return values[name];
}
