import type { FieldColumns } from '../../../field-ports';
import { placeOf, type MysqlAccess } from '../access';
import { apply } from './apply';
import { columnType } from './column-type';
import { fieldSteps } from './field-steps';
import { introspect } from './introspect';
import { nearestStorage } from './nearest-storage';
import { probe } from './probe';

/** The engine's own limit of a table (InnoDB). */
const COLUMNS_MAX = 1_017;

/** Users' fields as columns of `app_user`. */
export function mysqlFieldColumns(access: MysqlAccess): FieldColumns {
  return {
    maxColumns: COLUMNS_MAX,
    columnType,
    nearestStorage,
    introspect: (target) => introspect(access, target),
    steps: (target, wanted, catalog) => fieldSteps(placeOf(target).database, wanted, catalog),
    probe: (target, wanted, catalog, timeoutMs) => probe(access, target, wanted, catalog, timeoutMs),
    apply: (target, wanted, through, signal, from) => apply(access, target, wanted, through, signal, from),
  };
}
