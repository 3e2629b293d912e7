import { AppError } from '@/lib/errors';
import type { FieldColumns } from '../../../field-ports';

/** The engine's own limit of a table (InnoDB). */
const COLUMNS_MAX = 1_017;

const unsupported = (): AppError => new AppError('capability_unsupported', { params: { capability: 'userFields' } });

/** Users' fields are not made on this engine yet: see `AdapterCapabilities.userFields`. */
export function mysqlFieldColumns(): FieldColumns {
  const refuse = () => Promise.reject(unsupported());
  return {
    maxColumns: COLUMNS_MAX,
    columnType: () => {
      throw unsupported();
    },
    introspect: refuse,
    steps: () => {
      throw unsupported();
    },
    probe: refuse,
    apply: refuse,
  };
}
