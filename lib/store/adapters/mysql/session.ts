/** What the engines that speak this protocol differ in, found out by asking each connection. */
export interface ServerTraits {
  version: string;
  /** As three numbers, to be compared. */
  numbers: [number, number, number];
  /** MariaDB takes a password as its hash; MySQL's own kind of hash is made by the server alone. */
  takesPasswordHash: boolean;
  /** Collation of a tenant's text: compared code point by code point, and no space at the end is ignored. */
  exactCollation: string;
  /** Collation of users' e-mail fields: case does not count. Accents do, where the engine has such a collation. */
  collationWithoutCase: string;
  /** A table with stored generated columns can take NOT NULL in place; where not, it would be copied. */
  requiresInPlace: boolean;
  /** What the engine does to a column by a change of the catalogue alone, others going on. */
  instant: { drop: boolean; rename: boolean };
  /** A statement can be given a deadline that also ends its wait for a table; in parts of a second, where locks are waited for in whole ones. */
  statementDeadline: boolean;
  /** Oldest release that is supported, as `numbers`. */
  minimum: [number, number, number];
}

const SQL_MODE = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION';
/** How long a row's lock is waited for, and how long a table's. */
const ROW_LOCK_SECONDS = 5;
const TABLE_LOCK_SECONDS = 5;

/**
 * Every connection's first words. Messages are in English, for names are read out of them; a transaction sees what is
 * committed when each of its statements begins, as on every engine, so that gaps are not locked.
 */
export const INIT_STATEMENTS: readonly string[] = [
  `SET SESSION sql_mode = '${SQL_MODE}', time_zone = '+00:00', lc_messages = 'en_US', autocommit = 1, innodb_lock_wait_timeout = ${ROW_LOCK_SECONDS}, lock_wait_timeout = ${TABLE_LOCK_SECONDS}`,
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
];

export interface Look {
  id: string | number;
  version: string;
  zone: string;
  mode: string;
}
export const LOOK = 'SELECT CONNECTION_ID() AS id, VERSION() AS version, @@SESSION.time_zone AS zone, @@SESSION.sql_mode AS mode';

/** @throws Error when the session is not as it was asked to be. */
export function describeServer({ version, zone, mode }: Look): ServerTraits {
  if (zone !== '+00:00' || !mode.includes('STRICT_ALL_TABLES') || mode.includes('NO_BACKSLASH_ESCAPES') || mode.includes('ANSI_QUOTES')) throw new Error('the session did not take its settings');
  const mariaDb = /mariadb/i.test(version);
  // Old clients are told `5.5.5-10.11.6-MariaDB`.
  const [first = 0, second = 0, third = 0] = version.replace(/^5\.5\.5-/, '').split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  return {
    version: `${first}.${second}.${third}`,
    numbers: [first, second, third],
    takesPasswordHash: mariaDb,
    exactCollation: mariaDb ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin',
    collationWithoutCase: withoutCase(mariaDb, [first, second, third]),
    requiresInPlace: !mariaDb,
    instant: { drop: mariaDb || isAtLeast([first, second, third], [8, 0, 29]), rename: mariaDb || isAtLeast([first, second, third], [8, 0, 28]) },
    statementDeadline: mariaDb,
    minimum: mariaDb ? [10, 6, 0] : [8, 0, 13],
  };
}

/** MariaDB has collations in which accents count and case does not since 10.10.1; before it, both do not. */
function withoutCase(mariaDb: boolean, numbers: ServerTraits['numbers']): string {
  if (!mariaDb) return 'utf8mb4_0900_as_ci';
  return isAtLeast(numbers, [10, 10, 1]) ? 'utf8mb4_uca1400_nopad_as_ci' : 'utf8mb4_unicode_520_nopad_ci';
}

function isAtLeast(numbers: ServerTraits['numbers'], minimum: ServerTraits['numbers']): boolean {
  const differing = numbers.findIndex((number, index) => number !== minimum[index]);
  return differing < 0 || (numbers[differing] ?? 0) > (minimum[differing] ?? 0);
}

export const isSupported = ({ numbers, minimum }: ServerTraits): boolean => isAtLeast(numbers, minimum);
