import type { Compilable, Kysely } from 'kysely';
import type { SqlExecutor, SqlStatement } from './executor';
import type { TenantTables } from './tables';

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

/**
 * Statements compiled once for each shape, then only filled: compiling each time costs half as
 * much again as the query itself.
 */
export class StatementCache {
  private readonly compiled = new Map<string, { text: string; parameters: readonly unknown[] }>();
  private readonly db: Kysely<TenantTables>;

  constructor({ builder, schema }: Pick<SqlExecutor, 'builder' | 'schema'>) {
    this.db = builder.withSchema(schema);
  }

  /** @param name of the shape, unique in its repository. */
  fill(name: string, shape: Shape, values: Record<string, unknown> = {}): SqlStatement {
    let found = this.compiled.get(name);
    if (!found) {
      const { sql, parameters } = shape(this.db, slot).compile();
      found = { text: sql, parameters };
      this.compiled.set(name, found);
    }
    return { text: found.text, values: found.parameters.map((parameter) => (parameter instanceof Slot ? valueOf(values, parameter.name) : parameter)) };
  }
}

function valueOf(values: Record<string, unknown>, name: string): unknown {
  if (!(name in values)) throw new Error(`statement has no value for ${name}`);
  return values[name];
}
