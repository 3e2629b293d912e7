/** Texts that have broken something somewhere: each is kept as it is, or refused with a message; never does it raise. */
export const HOSTILE: readonly string[] = [
  '', ' ', "'", "''", '"', '`', '\\', "\\'", "\\';", "'; drop table app_user; --", '%', '_', '!', '$1', ':schema.', '?', '{}', '[]', '[', '{"a":', 'null', 'NULL', 'undefined', 'NaN', 'Infinity', '-0', '1e400',
  '0x10', '__proto__', 'constructor', 'select', '\u0000', 'a\u0000b', '\ud800', '\udfff x', '\ufeff', '\u202egnp', 'é', 'e\u0301', 'İ', 'ß', '😀', '👩‍👩‍👧', '\r\n', '\t', '\u2028', '<script>', '${1}', '=1+1', '@SUM(1)', 'a'.repeat(70_000), '{'.repeat(5_000), '['.repeat(5_000),
];
/** And what is no text at all. */
export const NO_TEXT: readonly unknown[] = [undefined, NaN, Infinity, -Infinity, 1e400, 1n, Symbol('x'), () => 1, new Date(0), new Map(), new Date(NaN), /x/];
