import { stringify } from 'csv-stringify/sync';

/** By which Excel knows that a file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** RFC 4180: lines end in CR LF, cells are quoted where they must be. */
export const csvRows = (rows: string[][]): string => stringify(rows, { record_delimiter: 'windows' });
