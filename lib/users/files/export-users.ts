import { BYTE_ORDER_MARK, csvRows } from '@/lib/csv/csv-rows';
import { fileChunks } from '@/lib/csv/file-chunks';
import { guarded } from '@/lib/csv/formula-guard';
import { invalidField } from '@/lib/errors';
import type { FieldDefinition } from '@/lib/model/field';
import type { User } from '@/lib/model/user';
import type { FileFormat } from '@/lib/model/user-file';
import type { UserListQuery, UsersRepository } from '@/lib/store/ports';
import { cellOf, fileColumnsOf, valueIn, type FileColumn } from './user-columns';

/** Users read and written at once: of these alone memory is taken, however many there are. */
const PAGE_SIZE = 500;

export interface ExportRequest {
  query: Omit<UserListQuery, 'limit' | 'cursor'>;
  format: FileFormat;
  /** By name; undefined is all. */
  columns: readonly string[] | undefined;
  bom: boolean;
}

/**
 * Users as a file, page by page along the keys of the order: who comes or goes meanwhile is in it or not, nobody is in
 * it twice. The first page is read before this answers, so that what the list refuses is an answer and not half a file.
 * @param wrote is told how many rows each chunk has.
 * @throws AppError `validation_failed` for a column, filter or order that is not there
 */
export async function exportUsers(users: Pick<UsersRepository, 'list'>, fields: readonly FieldDefinition[], { query, format, columns, bom }: ExportRequest, wrote: (rows: number) => void): Promise<AsyncGenerator<Uint8Array>> {
  const chosen = chooseColumns(fileColumnsOf(fields), columns);
  const first = await users.list({ ...query, limit: PAGE_SIZE });
  const lines = format === 'csv' ? csvLines(chosen) : jsonLines(chosen);
  const head = format === 'csv' ? (bom ? BYTE_ORDER_MARK : '') + csvRows([chosen.map(({ name }) => name)]) : '';
  return fileChunks(first, (cursor) => users.list({ ...query, limit: PAGE_SIZE, cursor }), { head, lines }, wrote);
}

/** @throws AppError `validation_failed` naming the first that is not there, or that is there twice */
function chooseColumns(all: readonly FileColumn[], names: readonly string[] | undefined): readonly FileColumn[] {
  if (names === undefined || names.length === 0) return all;
  if (new Set(names).size !== names.length) throw invalidField('columns', 'invalid');
  return names.map((name) => {
    const column = all.find((candidate) => candidate.name === name);
    if (!column) throw invalidField('columns', 'unknownField', { field: name.slice(0, 64) });
    return column;
  });
}

const csvLines = (columns: readonly FileColumn[]) => (users: readonly User[]): string => csvRows(users.map((user) => columns.map((column) => guarded(cellOf(user, column)))));

/** Users as REST answers them, with the chosen columns alone. */
const jsonLines = (columns: readonly FileColumn[]) => (users: readonly User[]): string => users.map((user) => `${JSON.stringify(jsonOf(user, columns))}\n`).join('');

function jsonOf(user: User, columns: readonly FileColumn[]): Record<string, unknown> {
  const pick = (own: boolean) => Object.fromEntries(columns.filter(({ field }) => (field !== null) === own).map((column) => [column.name, valueIn(user, column)]));
  const customFields = pick(true);
  return { ...pick(false), ...(Object.keys(customFields).length > 0 && { customFields }) };
}
