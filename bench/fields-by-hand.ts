import { setTimeout as delay } from 'node:timers/promises';
import type { Hand } from './field-writers';

/** What is done to a table of users, each way from the bare driver; `table` and `name` as they stand in a statement. */
export interface ByHand {
  addPlain(hand: Hand, table: string, name: string): Promise<void>;
  /** Required, unique, indexed; every row gets a UUID. */
  addStrict(hand: Hand, table: string, name: string): Promise<void>;
  /** Text that is a number becomes a big integer. */
  retype(hand: Hand, table: string, name: string): Promise<void>;
  drop(hand: Hand, table: string, name: string): Promise<void>;
}

/** Rows of a batch, as the product's. */
const BATCH = 1_000;

/** A statement that does not get its lock is tried again. */
async function patiently(work: () => Promise<unknown>, isLock: (error: unknown) => boolean): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (!isLock(error) || attempt > 30) throw error;
      await delay(50 * Math.min(attempt, 20));
    }
  }
}

async function postgresBatches(hand: Hand, table: string, set: string, where: string): Promise<void> {
  const text = `WITH page AS MATERIALIZED (SELECT id FROM ${table} WHERE $1::uuid IS NULL OR id > $1::uuid ORDER BY id LIMIT ${BATCH}),
    changed AS (UPDATE ${table} u SET ${set} FROM page WHERE u.id = page.id AND ${where}) SELECT max(id::text) AS last FROM page`;
  for (let last: unknown = null; ; ) {
    const [row] = await hand.query(text, [last]);
    if (row?.['last'] == null) return;
    last = row['last'];
  }
}

const postgresSchema = (table: string): string => table.slice(0, table.indexOf('.'));

/** As the manual says that it is done without holding writers up (13.3, CREATE INDEX, ALTER TABLE). */
export const POSTGRES_SAFE: ByHand = {
  addPlain: (hand, table, name) => alterPostgres(hand, [`ALTER TABLE ${table} ADD COLUMN ${name} text`]),
  async addStrict(hand, table, name) {
    await alterPostgres(hand, [`ALTER TABLE ${table} ADD COLUMN ${name} text`, `ALTER TABLE ${table} ALTER COLUMN ${name} SET DEFAULT gen_random_uuid()::text`]);
    await postgresBatches(hand, table, `${name} = gen_random_uuid()::text`, `u.${name} IS NULL`);
    await hand.query('SET lock_timeout = 0');
    await hand.query(`CREATE UNIQUE INDEX CONCURRENTLY ${name}_key ON ${table} (${name})`);
    await hand.query(`CREATE INDEX CONCURRENTLY ${name}_idx ON ${table} (${name}, created_at, id)`);
    await alterPostgres(hand, [`ALTER TABLE ${table} ADD CONSTRAINT ${name}_key UNIQUE USING INDEX ${name}_key`, `ALTER TABLE ${table} ADD CONSTRAINT ${name}_nn CHECK (${name} IS NOT NULL) NOT VALID`]);
    await hand.query(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}_nn`);
    await alterPostgres(hand, [`ALTER TABLE ${table} ALTER COLUMN ${name} SET NOT NULL`]);
    await alterPostgres(hand, [`ALTER TABLE ${table} DROP CONSTRAINT ${name}_nn`, `ALTER TABLE ${table} ALTER COLUMN ${name} DROP DEFAULT`]);
  },
  async retype(hand, table, name) {
    const sync = `${postgresSchema(table)}.${name}_sync`;
    const converted = (row: string) => `CASE WHEN ${row}.${name} ~ '^[0-9]{1,18}$' THEN ${row}.${name}::bigint END`;
    await alterPostgres(hand, [
      `ALTER TABLE ${table} ADD COLUMN ${name}_new bigint`,
      `CREATE FUNCTION ${sync}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.${name}_new := ${converted('NEW')}; RETURN NEW; END$$`,
      `CREATE TRIGGER ${name}_sync BEFORE INSERT OR UPDATE OF ${name} ON ${table} FOR EACH ROW EXECUTE FUNCTION ${sync}()`,
    ]);
    await postgresBatches(hand, table, `${name}_new = ${converted('u')}`, `u.${name}_new IS DISTINCT FROM ${converted('u')}`);
    const [left] = await hand.query(`SELECT 1 FROM ${table} WHERE ${name} IS NOT NULL AND ${name}_new IS NULL LIMIT 1`);
    if (left) throw new Error('a value does not convert');
    await alterPostgres(hand, [`DROP TRIGGER ${name}_sync ON ${table}`, `DROP FUNCTION ${sync}()`, `ALTER TABLE ${table} RENAME COLUMN ${name} TO ${name}_old`, `ALTER TABLE ${table} RENAME COLUMN ${name}_new TO ${name}`]);
    await alterPostgres(hand, [`ALTER TABLE ${table} DROP COLUMN ${name}_old`]);
  },
  drop: (hand, table, name) => alterPostgres(hand, [`ALTER TABLE ${table} DROP COLUMN ${name}`]),
};

/** One short transaction that gives way. */
async function alterPostgres(hand: Hand, statements: string[]): Promise<void> {
  const isLock = (error: unknown) => (error as { code?: string }).code === '55P03';
  await patiently(() => hand.query(`BEGIN; SET LOCAL lock_timeout = '250ms'; ${statements.join('; ')}; COMMIT`).catch(async (error: unknown) => {
    await hand.query('ROLLBACK');
    throw error;
  }), isLock);
}

export const POSTGRES_NAIVE: ByHand = {
  addPlain: POSTGRES_SAFE.addPlain,
  async addStrict(hand, table, name) {
    await hand.query(`ALTER TABLE ${table} ADD COLUMN ${name} text NOT NULL DEFAULT gen_random_uuid()::text, ADD CONSTRAINT ${name}_key UNIQUE (${name})`);
    await hand.query(`CREATE INDEX ${name}_idx ON ${table} (${name}, created_at, id)`);
  },
  retype: async (hand, table, name) => void (await hand.query(`ALTER TABLE ${table} ALTER COLUMN ${name} TYPE bigint USING ${name}::bigint`)),
  drop: async (hand, table, name) => void (await hand.query(`ALTER TABLE ${table} DROP COLUMN ${name}`)),
};

const INSTANT = 'ALGORITHM=INSTANT';
const IN_PLACE = 'ALGORITHM=INPLACE, LOCK=NONE';

async function alterMariaDb(hand: Hand, statement: string): Promise<void> {
  await patiently(() => hand.query(statement), (error) => [1205, 1213].includes((error as { errno?: number }).errno ?? 0));
}

async function mariaDbBatches(hand: Hand, table: string, set: string, where: string): Promise<void> {
  for (let last = ''; ; ) {
    const [row] = await hand.query(`SELECT MAX(id) AS id FROM (SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ${BATCH}) page`, [last]);
    const end = row?.['id'];
    if (typeof end !== 'string') return;
    await patiently(() => hand.query(`UPDATE ${table} SET ${set} WHERE id > ? AND id <= ? AND ${where}`, [last, end]), (error) => [1205, 1213].includes((error as { errno?: number }).errno ?? 0));
    last = end;
  }
}

/** As the manual's table of online DDL says what is done at once and what in place. */
export const MARIADB_SAFE: ByHand = {
  addPlain: (hand, table, name) => alterMariaDb(hand, `ALTER TABLE ${table} ADD COLUMN ${name} varchar(255) NULL, ${INSTANT}`),
  async addStrict(hand, table, name) {
    await alterMariaDb(hand, `ALTER TABLE ${table} ADD COLUMN ${name} varchar(255) NULL, ${INSTANT}`);
    await alterMariaDb(hand, `ALTER TABLE ${table} MODIFY COLUMN ${name} varchar(255) NULL DEFAULT (uuid()), ${INSTANT}`);
    await mariaDbBatches(hand, table, `${name} = uuid()`, `${name} IS NULL`);
    await alterMariaDb(hand, `ALTER TABLE ${table} ADD UNIQUE KEY ${name}_key (${name}), ${IN_PLACE}`);
    await alterMariaDb(hand, `ALTER TABLE ${table} ADD KEY ${name}_idx (${name}, created_at, id), ${IN_PLACE}`);
    const [left] = await hand.query(`SELECT 1 AS found FROM ${table} WHERE ${name} IS NULL LIMIT 1`);
    if (left) throw new Error('a row has no value');
    await alterMariaDb(hand, `ALTER TABLE ${table} MODIFY COLUMN ${name} varchar(255) NULL DEFAULT NULL, ${INSTANT}`);
  },
  async retype(hand, table, name) {
    const schema = postgresSchema(table);
    const converted = (column: string) => `CASE WHEN ${column} REGEXP '^[0-9]{1,18}$' THEN CAST(${column} AS SIGNED) END`;
    await alterMariaDb(hand, `ALTER TABLE ${table} ADD COLUMN ${name}_new bigint NULL, ${INSTANT}`);
    for (const when of ['INSERT', 'UPDATE']) await alterMariaDb(hand, `CREATE TRIGGER ${schema}.${name}_${when} BEFORE ${when} ON ${table} FOR EACH ROW SET NEW.${name}_new = ${converted(`NEW.${name}`)}`);
    await mariaDbBatches(hand, table, `${name}_new = ${converted(name)}`, `NOT (${name}_new <=> ${converted(name)})`);
    const [left] = await hand.query(`SELECT 1 AS found FROM ${table} WHERE ${name} IS NOT NULL AND ${name}_new IS NULL LIMIT 1`);
    if (left) throw new Error('a value does not convert');
    await alterMariaDb(hand, `LOCK TABLES ${table} WRITE`);
    for (const when of ['INSERT', 'UPDATE']) await hand.query(`DROP TRIGGER ${schema}.${name}_${when}`);
    await hand.query(`ALTER TABLE ${table} RENAME COLUMN ${name} TO ${name}_old, RENAME COLUMN ${name}_new TO ${name}, ${INSTANT}`);
    await hand.query('UNLOCK TABLES');
    await alterMariaDb(hand, `ALTER TABLE ${table} DROP COLUMN ${name}_old, ${INSTANT}`);
  },
  async drop(hand, table, name) {
    await alterMariaDb(hand, `ALTER TABLE ${table} DROP KEY ${name}_key, DROP KEY ${name}_idx, ${IN_PLACE}`);
    await alterMariaDb(hand, `ALTER TABLE ${table} DROP COLUMN ${name}, ${INSTANT}`);
  },
};

export const MARIADB_NAIVE: ByHand = {
  addPlain: async (hand, table, name) => void (await hand.query(`ALTER TABLE ${table} ADD COLUMN ${name} varchar(255)`)),
  addStrict: async (hand, table, name) => void (await hand.query(`ALTER TABLE ${table} ADD COLUMN ${name} varchar(255) NOT NULL DEFAULT (uuid()), ADD UNIQUE KEY ${name}_key (${name}), ADD KEY ${name}_idx (${name}, created_at, id)`)),
  retype: async (hand, table, name) => void (await hand.query(`ALTER TABLE ${table} MODIFY COLUMN ${name} bigint`)),
  drop: async (hand, table, name) => void (await hand.query(`ALTER TABLE ${table} DROP COLUMN ${name}`)),
};
