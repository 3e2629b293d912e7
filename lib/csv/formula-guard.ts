/**
 * A spreadsheet runs a cell that begins so as a formula (OWASP, CSV Injection; the full-width forms are
 * read as their narrow ones by some). Apostrophes before it are counted in, so that the guard can be taken off again.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/;
/** Digits with a sign are nothing to run. */
const NUMBER = /^-?\d+(\.\d+)?$/;

/** A cell that no spreadsheet runs: one apostrophe more in front of what looks like a formula. */
export const guarded = (cell: string): string => (FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell);

/** What {@link guarded} made, as it was. */
export const unguarded = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);
