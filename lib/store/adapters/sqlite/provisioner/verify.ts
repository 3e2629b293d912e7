import { randomUUID } from 'node:crypto';
import { AppError, isAppError } from '@/lib/errors';
import { SYSTEM_COLUMNS } from '@/lib/model/field';
import type { PromisedCatalog } from '../../../migrate';
import type { TenantTarget, VerifyReport } from '../../../ports';
import { missingFrom } from '../../../sql/missing-from';
import type { SqliteAccess } from '../access';
import { readTables, statement } from '../catalog';

/** What ends the trial: nothing of it is kept. */
class Undone extends Error {
  constructor(readonly readBack: boolean) {
    super('undone');
  }
}

/** Proves that the file is what the migrations promise, sound, and can be written. */
export async function verify(access: SqliteAccess, catalog: PromisedCatalog, target: TenantTarget): Promise<VerifyReport> {
  const { server } = target;
  const invalid = (reason: string, params: Record<string, string> = {}) => new AppError('invalid_state', { params: { server: server.name, reason, ...params } });
  const tables = await readTables((statements) => access.read(target, statements));
  const missing = missingFrom(catalog, tables);
  if (missing.length > 0) throw invalid('tables_missing', { missing: missing.slice(0, 5).join(', ') });
  const [keys] = await access.read(target, [statement('SELECT count(*) FROM pragma_foreign_key_check')]);
  if (Number(keys?.rows[0]?.[0]) > 0) throw invalid('foreign_keys_broken');
  if (!(await writeAndReadBack(access, target))) throw invalid('not_read_back');
  return { tables: tables.size, columns: [...tables.values()].reduce((sum, columns) => sum + columns.length, 0) };
}

async function writeAndReadBack(access: SqliteAccess, target: TenantTarget): Promise<boolean> {
  const id = randomUUID();
  let readBack = false;
  try {
    await access.transaction(target, 'short', async (connection) => {
      const answers = await connection.execute([
        statement('INSERT INTO app_user (id, email) VALUES (?, ?)', [id, `verify-${id}@tenantry.invalid`]),
        statement('SELECT id FROM app_user WHERE id = ?', [id]),
      ]);
      readBack = answers[1]?.rows[0]?.[0] === id;
      throw new Undone(readBack);
    });
  } catch (error) {
    if (isRuleOfField(error)) return true;
    if (!readBack && isAppError(error) && !(error.cause instanceof Undone)) throw error;
  }
  return readBack;
}

/** A custom field wants a value that this row does not have: it came as far as the table's own rules. */
const isRuleOfField = (error: unknown): boolean => isAppError(error, 'validation_failed') && error.issues.some(({ path }) => path !== '' && !SYSTEM_COLUMNS.has(path));
