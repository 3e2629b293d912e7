import type { FieldDefinition } from '@/lib/model/field';
import type { FieldStorage, StoredValue } from '@/lib/model/field-storage';
import type { TenantTarget } from './ports';

/** `tenants/<slug>/fields.yaml`. */
export interface FieldsConfig {
  /** The same definitions for those who only read, often: the same array until something changed, and not theirs to alter. */
  current(): Promise<readonly FieldDefinition[]>;
  /** All definitions, hidden ones too, in the file's order; empty where there is no file. `version` is of their content. @throws AppError `config_invalid`, `tenant_not_found` */
  list(): Promise<{ fields: FieldDefinition[]; version: string }>;
  /**
   * Reads, changes and writes under the file's lock.
   * @param expectedVersion `*` skips the check.
   * @throws AppError `precondition_failed`, `tenant_not_found`, `validation_failed`, `config_invalid`
   */
  change(expectedVersion: string, change: (fields: FieldDefinition[]) => FieldDefinition[]): Promise<{ fields: FieldDefinition[]; version: string }>;
}

/** A field's column as it is wanted. What there is and is not wanted, goes; what there is of no field, stays. */
export interface WantedColumn {
  fieldId: string;
  column: string;
  storage: FieldStorage;
  required: boolean;
  unique: boolean;
  /** Indexed together with creation time and id, so that filtered pages come in order from the index alone. */
  indexed: boolean;
  default: StoredValue | null;
  /** `hidden`: kept under another name, for nobody's eyes. `gone`: dropped with its data. */
  presence: 'live' | 'hidden' | 'gone';
  /** What rows without a value get where one is required. */
  fill: { value: StoredValue } | { generate: 'uuid' | 'sequence' } | null;
  /** What becomes of values that do not convert, or break a new rule. */
  onInvalid: 'abort' | 'null' | { value: StoredValue };
  /** A column of others that becomes the field's, where the field has none. */
  takes?: string;
}

export interface CatalogColumn {
  name: string;
  /** As the engine writes it. */
  type: string;
  notNull: boolean;
  hasDefault: boolean;
  /** The field it was made for; null for the product's own and for what others added. */
  fieldId: string | null;
  /** `shadow`: being filled to take a column's place; `copied`: filled; `old`: replaced, about to go. */
  role: 'live' | 'shadow' | 'copied' | 'old' | null;
  /** The default that was set for the field, as SQL. */
  markedDefault: string | null;
  /** Where the engine keeps no rules of its own: the rule that all rows were seen to keep. */
  markedRule?: string | null;
  /** Where NOT NULL would copy the table: every row was seen to have a value, and whoever writes is asked for one. */
  markedRequired?: boolean;
}

/** What the engine says of a tenant's `app_user`. */
export interface FieldCatalog {
  columns: CatalogColumn[];
  constraints: { name: string; kind: 'check' | 'unique' | 'other'; validated: boolean; columns: string[] }[];
  indexes: { name: string; valid: boolean; unique: boolean; columns: string[] }[];
  /** Columns that were dropped and still count against the engine's limit. */
  dropped: number;
  /** Exact while few, the engine's own estimate beyond. */
  rows: number;
  /** Where it depends on the engine's release: the collation of text that is compared without case. */
  collationWithoutCase?: string;
  /** And that of text which is compared point by point. */
  exactCollation?: string;
  /** And whether a column can be made NOT NULL while others write. */
  requiresInPlace?: boolean;
  /** Where changing a column means another table: the table's own SQL, that of its indexes and triggers, and the tables that refer to it. */
  made?: { table: string; objects: { name: string; sql: string }[]; children: string[] };
  /** Where columns are kept in step by triggers with names of their own: those of the table. */
  triggers?: string[];
  /** What is done at once, by a change of the catalogue alone; the rest in place. */
  instant?: { add: boolean; drop: boolean; rename: boolean };
  /** What the server's login lacks for a change of type, as it is granted. */
  retypeNeeds?: string[];
}

/** Order of work; each phase is one step of the run. */
export const FIELD_PHASES = ['reshape', 'copy', 'fill', 'constrain', 'swap'] as const;
export type FieldPhase = (typeof FIELD_PHASES)[number];

export interface FieldDdlStep {
  op: string;
  phase: FieldPhase;
  fieldId: string | null;
  /** Exactly what is sent. Batches are sent until all rows were seen. */
  statements: string[];
  /** `transaction`: all or none; where DDL takes part in no transaction, under one lock of the table. */
  how: 'transaction' | 'alone' | 'batches';
  /** The strongest lock on the table, as the engine names it. */
  lock: string;
  rewritesTable: boolean;
  /** Reads or writes every row. */
  everyRow: boolean;
  destroysData: boolean;
  /** Batches: tells the number that `$2` begins from. */
  base?: string;
  /** A look at the data that must find nothing. */
  refusesRows?: boolean;
  /** Measured on this engine, ms; without it the plan's own figures hold. */
  perRowMs?: number;
}

/** What really looking at the data found. */
export interface FieldFinding {
  fieldId: string;
  code: 'nulls' | 'duplicates' | 'not_convertible' | 'invalid_values' | 'not_checked';
  count: number;
  /** Some of the values, as text. */
  samples: string[];
  /** A choice that was made takes care of them: no blocker, but data is lost. */
  settled: boolean;
}

/** Columns of users' fields on one engine. */
export interface FieldColumns {
  /** Most columns a table may have over its life, dropped ones included where the engine counts them. */
  readonly maxColumns: number;
  columnType(storage: FieldStorage): string;
  /** The storage that loses nothing of a column of this type, as the catalogue writes it; null where only text can be told of it. */
  nearestStorage(type: string): FieldStorage | null;
  /** @throws AppError `needs_direct_connection`, `server_unreachable`; `invalid_state` when there is no `app_user`. */
  introspect(target: TenantTarget): Promise<FieldCatalog>;
  /** Pure: every step from the catalogue to the wanted columns, in order; none when they agree. */
  steps(target: TenantTarget, wanted: readonly WantedColumn[], catalog: FieldCatalog): FieldDdlStep[];
  /** Looks at the data for what would stop the steps; each look ends after `timeoutMs`. */
  probe(target: TenantTarget, wanted: readonly WantedColumn[], catalog: FieldCatalog, timeoutMs?: number): Promise<FieldFinding[]>;
  /**
   * Does what is missing up to the end of a phase, by looking first: run again after a crash anywhere, it goes on.
   * @param from phases before it were done: what `fill` wrote in batches is not written again
   * @throws AppError `invalid_state` when data came in that breaks what is wanted; `server_unreachable` (reason `lock`) when locks were not got.
   */
  apply(target: TenantTarget, wanted: readonly WantedColumn[], through: FieldPhase, signal?: AbortSignal, from?: FieldPhase): Promise<{ steps: number; lockRetries: number }>;
}
