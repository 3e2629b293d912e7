import type { FieldColumns } from '../../../ports';
import type { SqliteAccess } from '../access';
import { apply } from './apply';
import { columnType } from './column-type';
import { fieldSteps } from './field-steps';
import { introspect } from './introspect';
import { nearestStorage } from './nearest-storage';
import { probe } from './probe';

/** SQLITE_MAX_COLUMN as it is compiled (sqlite.org/limits.html). */
const MAX_COLUMNS = 2_000;

/** Users' fields as columns of `app_user`, in a file. */
export function sqliteFieldColumns(access: SqliteAccess): FieldColumns {
  return {
    maxColumns: MAX_COLUMNS,
    columnType,
    nearestStorage,
    introspect: (target) => introspect(access, target),
    steps: (_target, wanted, catalog) => fieldSteps(wanted, catalog),
    probe: (target, wanted, catalog, timeoutMs) => probe(access, target, wanted, catalog, timeoutMs),
    apply: (target, wanted, through, signal) => apply(access, target, wanted, through, signal),
  };
}
