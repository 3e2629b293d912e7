import type { MysqlConnection } from '../connection';

/** What the server's own login lacks for a change of type, as an administrator grants it; none where it may. */
export async function retypeNeeds(connection: MysqlConnection, database: string): Promise<string[]> {
  const { rows } = await connection.query<{ privilege: string }>(
    `SELECT privilege_type AS privilege FROM information_schema.user_privileges WHERE grantee = ${GRANTEE}
     UNION SELECT privilege_type FROM information_schema.schema_privileges WHERE grantee = ${GRANTEE} AND table_schema = ?`,
    [database],
  );
  const held = new Set(rows.map(({ privilege }) => privilege));
  const lacking = ['TRIGGER', 'LOCK TABLES'].filter((privilege) => !held.has(privilege));
  const { rows: log } = await connection.query<{ strict: string }>('SELECT @@GLOBAL.log_bin AND NOT @@GLOBAL.log_bin_trust_function_creators AS strict');
  // Where changes are logged for replicas, a trigger is let in only from who is trusted.
  return Number(log[0]?.strict ?? 0) === 0 || held.has('SUPER') ? lacking : [...lacking, 'SUPER (or log_bin_trust_function_creators = 1)'];
}

const GRANTEE = "CONCAT(QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@', QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))";
