import { isAppError } from '@/lib/errors';
import { validationWords } from '@/lib/i18n/error-words';
import type { Language } from '@/lib/model/common';
import type { FieldDefinition } from '@/lib/model/field';
import { IMPORT_PROBLEMS_MAX, IMPORTED_COLUMNS, NDJSON_TYPE, type ImportCounts, type ImportReport, type ImportRequest } from '@/lib/model/user-file';
import type { UsersRepository } from '@/lib/store/ports';
import { customColumnsOf } from '../custom-columns-of';
import { decideRows, type Decision } from './decide-rows';
import { Fingerprints } from './fingerprints';
import { ColumnMapping } from './map-columns';
import { readRows } from './read-rows';
import { RowReader, type ParsedRow, type RowIssue } from './read-user';

/** Rows looked up, and written, at once. */
export const BATCH_ROWS = 500;

export interface ImportSource {
  bytes: AsyncIterable<Uint8Array>;
  contentType: string;
}

export interface ImportDeps {
  users: Pick<UsersRepository, 'findByEmails'>;
  fields: readonly FieldDefinition[];
  request: ImportRequest;
  /** Makes the ids of new users. */
  importId: string;
}

export const NOTHING: ImportCounts = { rows: 0, created: 0, updated: 0, skipped: 0, refused: 0 };
const COUNTED: Record<Decision['kind'], Exclude<keyof ImportCounts, 'rows'>> = { create: 'created', update: 'updated', skip: 'skipped', refuse: 'refused' };

export function counted(counts: ImportCounts, decisions: readonly Decision[]): ImportCounts {
  const next = { ...counts, rows: counts.rows + decisions.length };
  for (const { kind } of decisions) next[COUNTED[kind]] += 1;
  return next;
}

/**
 * What would become of a file's rows, batch by batch; the rows of one batch are in memory.
 * @param from rows up to this one are read and not decided: they are done.
 */
export async function* decisions({ bytes, contentType }: ImportSource, { users, fields, request, importId }: ImportDeps, mapping: ColumnMapping, from = 0): AsyncGenerator<Decision[]> {
  const reader = new RowReader(fields, mapping, contentType !== NDJSON_TYPE);
  const seen = new Fingerprints();
  const decide = (rows: readonly ParsedRow[]) => decideRows(rows, { users, reader, seen, mode: request.mode, importId });
  let batch: ParsedRow[] = [];
  for await (const raw of readRows(bytes, contentType, (headings) => mapping.begin(headings))) {
    const parsed = reader.read(raw);
    if (raw.row <= from) {
      if (parsed.email !== '') seen.add(parsed.email.toLowerCase());
      continue;
    }
    batch.push(parsed);
    if (batch.length < BATCH_ROWS) continue;
    yield await decide(batch);
    batch = [];
  }
  if (batch.length > 0) yield await decide(batch);
}

export const mappingFor = (fields: readonly FieldDefinition[], { mapping }: Pick<ImportRequest, 'mapping'>): ColumnMapping =>
  new ColumnMapping([...IMPORTED_COLUMNS, ...customColumnsOf(fields).map(({ name }) => name)], mapping);

/**
 * The dry run: reads the whole file, looks who is there, writes nothing. Headings that lead nowhere are told with what
 * there is, so that they can be chosen.
 * @throws AppError `validation_failed` for a file that cannot be read
 */
export async function checkImport(source: ImportSource, deps: Omit<ImportDeps, 'importId'>, language: Language): Promise<ImportReport> {
  const mapping = mappingFor(deps.fields, deps.request);
  let counts = NOTHING;
  const problems: ImportReport['problems'] = [];
  let problemsTotal = 0;
  const tell = (row: number, { column, value, message, params }: RowIssue) => {
    problemsTotal += 1;
    if (problems.length < IMPORT_PROBLEMS_MAX) problems.push({ row, column, value, message: validationWords(language, message, params) });
  };
  try {
    for await (const batch of decisions(source, { ...deps, importId: '' }, mapping)) {
      counts = counted(counts, batch);
      for (const one of batch) if (one.kind === 'refuse') for (const issue of one.issues) tell(one.row.row, issue);
    }
  } catch (error) {
    if (!isAppError(error, 'validation_failed') || !error.issues.every(({ path }) => path.startsWith('mapping.'))) throw error;
    for (const { path, message, params } of error.issues) tell(1, { column: path.slice('mapping.'.length), value: null, message, params });
  }
  return { ...counts, columns: mapping.report(), problems, problemsTotal };
}
