import { z } from 'zod';
import { findFieldType, readBoolean, valueFromText } from '@/lib/fields/types';
import { zodIssueKey } from '@/lib/i18n/zod-issue-key';
import { isInUse, type FieldDefinition } from '@/lib/model/field';
import { createUserInputSchema, storable, userEmailSchema } from '@/lib/model/user';
import type { ImportedColumn } from '@/lib/model/user-file';
import { USER_STATUSES } from '@/lib/model/states';
import type { CustomColumn, UserProfile } from '@/lib/store/ports';
import { customColumnsOf } from '../custom-columns-of';
import { unguarded } from '@/lib/csv/formula-guard';
import type { ColumnMapping } from './map-columns';
import type { RawRow } from './read-rows';

/** What is wrong with a cell, or (`column` null) with a row; `message` is a key below `validation.`. */
export interface RowIssue {
  column: string | null;
  value: string | null;
  message: string;
  params?: Record<string, string | number>;
}

/** A row as a user, as far as it can be read. */
export interface ParsedRow {
  row: number;
  cells: RawRow['cells'];
  email: string;
  profile: UserProfile;
  /** Undefined: the file does not say. */
  status: 'active' | 'disabled' | undefined;
  disabledReason: string | null;
  disabledUntil: string | null;
  passwordHash: string | undefined;
  issues: RowIssue[];
}

const VALUE_SHOWN = 120;
/** PHC string of argon2id; parameters that would take more than 256 MiB or ten passes to verify are an attack, not a password. */
const ARGON2ID = /^\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d{1,2})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,172}$/;
const ARGON2ID_MAX = { m: 262_144, t: 10, p: 8 };

const passwordHashSchema = z.string().refine((text) => {
  const [, m, t, p] = ARGON2ID.exec(text) ?? [];
  return m !== undefined && Number(m) <= ARGON2ID_MAX.m && Number(t) <= ARGON2ID_MAX.t && Number(p) <= ARGON2ID_MAX.p;
}, 'importHashUnknown');

const own = createUserInputSchema.shape;
/** What a cell has to be; the rules are those of every other path. */
const SCHEMAS: Record<ImportedColumn, z.ZodType> = {
  email: userEmailSchema,
  emailVerified: own.emailVerified,
  name: own.name,
  givenName: own.givenName,
  familyName: own.familyName,
  picture: own.picture,
  locale: own.locale,
  language: own.language,
  metadata: own.metadata,
  status: z.enum(USER_STATUSES),
  disabledReason: storable.pipe(z.string().trim().max(500)),
  disabledUntil: z.iso.datetime({ offset: true }),
  passwordHash: passwordHashSchema,
};
const PROFILE: ReadonlySet<string> = new Set(['emailVerified', 'name', 'givenName', 'familyName', 'picture', 'locale', 'language', 'metadata']);
/** Of these nothing can be emptied: an empty cell says nothing. */
const NEVER_EMPTY: ReadonlySet<string> = new Set(['emailVerified', 'metadata', 'status', 'disabledReason', 'disabledUntil', 'passwordHash']);

/** Reads rows by a tenant's definitions as they are now. */
export class RowReader {
  private readonly columns: ReadonlyMap<string, CustomColumn>;
  private readonly fields: ReadonlyMap<string, FieldDefinition>;

  constructor(fields: readonly FieldDefinition[], private readonly mapping: ColumnMapping, private readonly fromText: boolean) {
    this.columns = new Map(customColumnsOf(fields).map((column) => [column.name, column]));
    this.fields = new Map(fields.filter(isInUse).map((field) => [field.name, field]));
  }

  read({ row, cells, broken }: RawRow): ParsedRow {
    const parsed: ParsedRow = { row, cells, email: '', profile: { customFields: {} }, status: undefined, disabledReason: null, disabledUntil: null, passwordHash: undefined, issues: [] };
    if (broken !== undefined) {
      parsed.issues.push({ column: null, value: null, message: broken });
      return parsed;
    }
    for (const [heading, cell] of Object.entries(cells)) {
      const column = this.mapping.columnOf(heading);
      if (column !== null) this.take(parsed, column, cell);
    }
    if (parsed.email === '' && !parsed.issues.some(({ column }) => column === 'email')) parsed.issues.push({ column: 'email', value: null, message: 'required' });
    return parsed;
  }

  /** What a row lacks to be a new user; what is empty and has a default is left to it. */
  forCreation({ profile, issues }: ParsedRow): { customFields: Record<string, unknown>; issues: RowIssue[] } {
    const customFields = { ...profile.customFields };
    const missing: RowIssue[] = [];
    for (const { name, required, hasDefault } of this.columns.values()) {
      if (customFields[name] !== undefined && customFields[name] !== null) continue;
      if (hasDefault) delete customFields[name];
      else if (required && !issues.some(({ column }) => column === name)) missing.push({ column: name, value: null, message: 'required' });
    }
    return { customFields, issues: missing };
  }

  /** What a row would empty that must have a value. */
  forChange({ profile }: ParsedRow): RowIssue[] {
    return [...this.columns.values()].filter(({ name, required }) => required && profile.customFields?.[name] === null).map(({ name }) => ({ column: name, value: null, message: 'required' }));
  }

  private take(parsed: ParsedRow, column: string, cell: unknown): void {
    const custom = this.columns.get(column);
    if (custom) return this.takeOwn(parsed, custom, cell);
    const value = this.fromText ? systemValue(column, unguarded(String(cell))) : cell;
    if (value === null || value === undefined) {
      if (PROFILE.has(column) && !NEVER_EMPTY.has(column)) Object.assign(parsed.profile, { [column]: null });
      return;
    }
    const read = SCHEMAS[column as ImportedColumn].safeParse(value);
    const issue = read.error?.issues[0];
    if (!read.success) parsed.issues.push({ column, value: column === 'passwordHash' ? null : shown(value), message: issue ? zodIssueKey(issue).key : 'invalid', params: issue && zodIssueKey(issue).params });
    else if (PROFILE.has(column)) Object.assign(parsed.profile, { [column]: read.data });
    else Object.assign(parsed, { [column]: read.data });
  }

  private takeOwn(parsed: ParsedRow, column: CustomColumn, cell: unknown): void {
    const type = findFieldType(this.fields.get(column.name)?.type ?? '');
    const value = this.fromText && type ? valueFromText(type, unguarded(String(cell))) : cell;
    const read = value === null || value === undefined ? null : column.parse(value);
    if (read && !read.ok) parsed.issues.push({ column: column.name, value: shown(cell), message: read.message, ...(read.params && { params: read.params }) });
    else Object.assign(parsed.profile.customFields ?? {}, { [column.name]: value ?? null });
  }
}

/** A cell of the product's own columns as JSON; an empty one is null. */
function systemValue(column: string, text: string): unknown {
  if (text === '') return null;
  if (column === 'emailVerified') return readBoolean(text);
  if (column === 'status') return text.trim().toLowerCase();
  if (column !== 'metadata') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > VALUE_SHOWN ? `${text.slice(0, VALUE_SHOWN)}…` : text;
}
