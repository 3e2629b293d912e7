import { AppError } from '@/lib/errors';
import type { FieldCatalog, WantedColumn } from '../../../field-ports';
import { quoteIdentifier } from '../../../sql/quote-identifier';
import { indexedExpression } from './column-type';
import { indexName, uniqueName } from './names';

/** Indexes that a field wants and the table does not have. */
export function indexStatements(wanted: WantedColumn, there: FieldCatalog['indexes']): string[] {
  // A list's elements stand in no index of SQLite.
  if (wanted.indexed && wanted.storage.kind === 'set') throw new AppError('capability_unsupported', { params: { capability: 'indexedSet' } });
  const column = indexedExpression(wanted.storage, quoteIdentifier(wanted.column));
  const has = (name: string) => there.some((index) => index.name === name);
  const [unique, index] = [uniqueName(wanted.fieldId), indexName(wanted.fieldId)];
  return [
    ...(wanted.unique && !has(unique) ? [`CREATE UNIQUE INDEX ${quoteIdentifier(unique)} ON app_user (${column})`] : []),
    ...(wanted.indexed && !has(index) ? [`CREATE INDEX ${quoteIdentifier(index)} ON app_user (${column}, created_at, id)`] : []),
  ];
}
