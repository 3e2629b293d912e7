import type { FieldColumns } from '../../../field-ports';
import { placeOf, type PgAccess } from '../access';
import { apply } from './apply';
import { columnType } from './column-type';
import { fieldSteps } from './field-steps';
import { introspect } from './introspect';
import { nearestStorage } from './nearest-storage';
import { probe } from './probe';

export { fieldOfObject } from './names';

/** Columns a Postgres table can have over its life: dropped ones count (appendix K, limits). */
const MAX_COLUMNS = 1_600;

/** Users' fields as columns of `app_user`. */
export function postgresFieldColumns(access: PgAccess): FieldColumns {
  return {
    maxColumns: MAX_COLUMNS,
    columnType,
    nearestStorage,
    introspect: (target) => introspect(access, target),
    steps: (target, wanted, catalog) => fieldSteps(placeOf(target).schema, wanted, catalog),
    probe: (target, wanted, catalog, timeoutMs) => probe(access, target, wanted, catalog, timeoutMs),
    apply: (target, wanted, through, signal, from) => apply(access, target, wanted, through, signal, from),
  };
}
