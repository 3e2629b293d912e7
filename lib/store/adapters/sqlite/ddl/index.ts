import { AppError } from '@/lib/errors';
import type { FieldStorage } from '@/lib/model/field-storage';
import type { FieldColumns } from '../../../ports';
import type { SqliteAccess } from '../access';
import { introspect } from './introspect';
import { nearestStorage } from './nearest-storage';

/** SQLITE_MAX_COLUMN as it is compiled (sqlite.org/limits.html). */
const MAX_COLUMNS = 2_000;

const unsupported = (): never => {
  throw new AppError('capability_unsupported', { params: { capability: 'userFields' } });
};

/** A column type of a STRICT table. Decimals are text whose order is that of the numbers. */
export const columnType = ({ kind }: FieldStorage): string => (kind === 'int64' || kind === 'boolean' ? 'INTEGER' : 'TEXT');

/** Users' fields are told as they are; they are not made yet (capability `userFields`), and whoever wants one is told so. */
export function sqliteFieldColumns(access: SqliteAccess): FieldColumns {
  return {
    maxColumns: MAX_COLUMNS,
    columnType,
    nearestStorage,
    introspect: (target) => introspect(access, target),
    steps: (_target, wanted) => (wanted.length === 0 ? [] : unsupported()),
    probe: (_target, wanted) => Promise.resolve(wanted.length === 0 ? [] : unsupported()),
    apply: (_target, wanted) => Promise.resolve(wanted.length === 0 ? { steps: 0, lockRetries: 0 } : unsupported()),
  };
}
