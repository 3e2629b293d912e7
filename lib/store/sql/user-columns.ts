import { createHash } from 'node:crypto';
import { AppError, type FieldIssue } from '@/lib/errors';
import type { User } from '@/lib/model/user';
import type { SqlDialect, SqlRow, ValueKind } from './executor';
import type { ColumnKind, CustomColumn } from './custom-columns';
import { toMilliseconds } from './rows';

const NO_DIGIT = /\D/g;

/** A column of `app_user` as lists and edits see it. */
export interface UserColumn {
  /** API name. */
  name: string;
  column: string;
  kind: ColumnKind;
  indexed: boolean;
  nullable: boolean;
  /** The index is over the lower-cased value: sorted so, and compared so before it is compared exactly. */
  lowered: boolean;
}

const system = (name: string, column: string, kind: ColumnKind, traits: Partial<UserColumn> = {}): UserColumn => ({
  name, column, kind, indexed: false, nullable: true, lowered: false, ...traits,
});

/** Indexes as `migrations/<engine>/tenant/0001_init.sql` makes them. */
const SYSTEM: readonly UserColumn[] = [
  system('id', 'id', 'uuid', { indexed: true, nullable: false }),
  system('email', 'email', 'email', { indexed: true, nullable: false, lowered: true }),
  system('emailVerified', 'email_verified', 'boolean', { nullable: false }),
  system('status', 'status', 'enum', { nullable: false }),
  system('name', 'name', 'text', { indexed: true, lowered: true }),
  system('givenName', 'given_name', 'text'),
  system('familyName', 'family_name', 'text'),
  system('picture', 'picture', 'text'),
  system('locale', 'locale', 'text'),
  system('language', 'language', 'text'),
  system('metadata', 'metadata', 'json', { nullable: false }),
  system('disabledAt', 'disabled_at', 'datetime'),
  system('disabledReason', 'disabled_reason', 'text'),
  system('disabledUntil', 'disabled_until', 'datetime', { indexed: true }),
  system('createdAt', 'created_at', 'datetime', { indexed: true, nullable: false }),
  system('updatedAt', 'updated_at', 'datetime', { nullable: false }),
];

/** Columns of one tenant at one moment: the system's and its own. */
export class UserColumns {
  /** Physical names, as they are read. */
  readonly selected: readonly string[];
  /** By physical name. */
  readonly kinds: ReadonlyMap<string, ValueKind>;
  /** Part of every shape's key: another set of columns is another statement. */
  readonly signature: string;
  private readonly byName: ReadonlyMap<string, UserColumn>;
  private readonly custom: ReadonlyMap<string, CustomColumn>;

  constructor(custom: readonly CustomColumn[]) {
    this.custom = new Map(custom.map((column) => [column.name, column]));
    const own = custom.map(({ name, column, kind, indexed }): UserColumn => ({ name, column, kind, indexed, nullable: true, lowered: kind === 'email' }));
    // A system column's name always wins: definitions refuse such names.
    this.byName = new Map([...own, ...SYSTEM].map((column) => [column.name, column]));
    this.kinds = new Map([...custom, ...SYSTEM].map(({ column, kind }) => [column, kind]));
    this.selected = [...SYSTEM.map((column) => column.column), ...custom.map((column) => column.column)];
    this.signature = custom.length === 0 ? '' : createHash('sha256').update(signatureOf(custom)).digest('base64url').slice(0, 16);
  }

  get(name: string): UserColumn | undefined {
    return this.byName.get(name);
  }

  /** The path in the input under which a column's value came, for messages. */
  pathOf(name: string): string {
    return this.custom.has(name) ? `customFields.${name}` : name;
  }

  /** The API name of a physical column, or of one whose rule or index an engine names: those begin with the field's id. */
  nameOf(column: string): string | undefined {
    const id = /^f_([0-9a-f]{32})_/.exec(column)?.[1];
    if (id !== undefined) return [...this.custom.values()].find((one) => one.fieldId?.replaceAll('-', '') === id)?.name;
    return [...this.byName.values()].find((one) => one.column === column)?.name;
  }

  customColumns(): readonly CustomColumn[] {
    return [...this.custom.values()];
  }

  /**
   * Custom values as the engine takes them, by physical column.
   * @param creating what is required and has no default must be there.
   * @throws AppError `validation_failed` with every field that is wrong.
   */
  stored(dialect: SqlDialect, values: Record<string, unknown>, creating: boolean): Record<string, unknown> {
    const issues: FieldIssue[] = [];
    const stored: Record<string, unknown> = {};
    for (const name of Object.keys(values)) {
      if (!this.custom.has(name)) issues.push({ path: `customFields.${name}`, message: 'unknownField', params: { field: name } });
    }
    for (const column of this.custom.values()) {
      const path = `customFields.${column.name}`;
      const value = Object.hasOwn(values, column.name) ? values[column.name] : undefined;
      if (value === undefined && !(creating && column.required && !column.hasDefault)) continue;
      if (value === undefined || value === null) {
        if (column.required) issues.push({ path, message: 'required' });
        else stored[column.column] = null;
        continue;
      }
      const parsed = column.parse(value);
      if (parsed.ok) stored[column.column] = dialect.encode(column.kind, parsed.value);
      else issues.push({ path, message: parsed.message, ...(parsed.params && { params: parsed.params }) });
    }
    if (issues.length > 0) throw new AppError('validation_failed', { issues });
    return stored;
  }

  toUser(row: SqlRow): User {
    const customFields: Record<string, unknown> = {};
    for (const { name, column, read } of this.custom.values()) customFields[name] = row[column] === null || row[column] === undefined ? null : read(row[column]);
    // Written out, not walked over `SYSTEM`: every row of every list comes through here.
    const known = row as unknown as SystemRow;
    return {
      id: known.id,
      email: known.email,
      emailVerified: known.email_verified,
      status: known.status,
      name: known.name,
      givenName: known.given_name,
      familyName: known.family_name,
      picture: known.picture,
      locale: known.locale,
      language: known.language,
      metadata: known.metadata,
      disabledAt: known.disabled_at && toMilliseconds(known.disabled_at),
      disabledReason: known.disabled_reason,
      disabledUntil: known.disabled_until && toMilliseconds(known.disabled_until),
      createdAt: toMilliseconds(known.created_at),
      updatedAt: toMilliseconds(known.updated_at),
      customFields,
      version: versionOf(row),
    };
  }
}

/** The system's columns as `SqlAnswer` promises them. */
interface SystemRow {
  id: string;
  email: string;
  email_verified: boolean;
  status: User['status'];
  name: string | null;
  given_name: string | null;
  family_name: string | null;
  picture: string | null;
  locale: string | null;
  language: string | null;
  metadata: Record<string, unknown>;
  disabled_at: string | null;
  disabled_reason: string | null;
  disabled_until: string | null;
  created_at: string;
  updated_at: string;
}

function signatureOf(custom: readonly CustomColumn[]): string {
  return JSON.stringify(custom.map(({ name, column, kind }) => [name, column, kind]));
}

/** Changes with every edit, for each sets the engine's clock on the row: the digits of that moment. */
export function versionOf(row: SqlRow): string {
  return String(row['updated_at']).replaceAll(NO_DIGIT, '');
}

