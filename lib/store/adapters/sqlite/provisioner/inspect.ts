import { stat } from 'node:fs/promises';
import type { PhysicalState, TenantTarget } from '../../../ports';
import { ownership, writeMark } from '../../../sql/mark';
import { fileOf, whileBusy, type SqliteAccess } from '../access';
import { findMark, readLedger, type Ask } from '../catalog';
import { codeOf } from '../errors';

export async function isThere(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return false;
    throw error;
  }
}

/** Whose a file is, looked at from outside of the pools; something that is no database is somebody else's. */
export async function ownerOf(access: SqliteAccess, target: TenantTarget, file = fileOf(target)): Promise<'absent' | 'ours' | 'foreign'> {
  if (!(await isThere(file))) return 'absent';
  return access.aside(target.server, file, async (connection) => {
    const ask: Ask = (statements) => whileBusy(() => connection.unit(statements, false));
    try {
      const mark = await findMark(ask);
      return ownership({ comment: mark ? writeMark(mark) : null }, target.tenantId);
    } catch (error) {
      if (codeOf(error) === 'NO_FILE') return 'absent';
      if (codeOf(error) === 'SQLITE_NOTADB') return 'foreign';
      throw error;
    }
  });
}

/** Looks what is there, without changing anything. */
export async function inspect(access: SqliteAccess, target: TenantTarget): Promise<PhysicalState> {
  await access.assertAllowed(target.server);
  const container = await ownerOf(access, target);
  const ledger = container === 'ours' ? await readLedger((statements) => access.read(target, statements)) : [];
  return { container, role: 'not_applicable', applied: ledger.map((row) => row.version) };
}
