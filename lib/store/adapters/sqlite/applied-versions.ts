import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppliedVersion, ServerTarget } from '../../ports';
import { directoryOf, whileBusy, type SqliteAccess } from './access';
import { findMark } from './catalog';
import { codeOf, translateError } from './errors';

/** Files looked into at once. */
const AT_ONCE = 8;

/** What a file looked like when it was last read: unchanged, it is not opened again. */
interface Known {
  state: string;
  mark: AppliedVersion | null;
}

/** Marks of all files of a folder; a file is opened only when it, or its log, changed since it was last seen. */
export class FileVersions {
  private readonly known = new Map<string, Known>();

  constructor(private readonly access: SqliteAccess) {}

  async of(server: ServerTarget): Promise<AppliedVersion[]> {
    await this.access.assertAllowed(server);
    const files = await this.filesOf(server);
    const found: (AppliedVersion | null)[] = [];
    for (let at = 0; at < files.length; at += AT_ONCE) {
      found.push(...(await Promise.all(files.slice(at, at + AT_ONCE).map((file) => this.look(server, file)))));
    }
    return found.filter((mark) => mark !== null);
  }

  private async filesOf(server: ServerTarget): Promise<string[]> {
    const directory = directoryOf(server);
    try {
      return (await readdir(directory)).filter((name) => name.endsWith('.db') && !name.startsWith('.')).map((name) => join(directory, name));
    } catch (error) {
      // It is made with its first tenant.
      if (codeOf(error) === 'ENOENT') return [];
      throw translateError(error, server.name);
    }
  }

  private async look(server: ServerTarget, file: string): Promise<AppliedVersion | null> {
    const state = await stateOf(file);
    const known = this.known.get(file);
    if (known?.state === state) return known.mark;
    const mark = await this.access
      .aside(server, file, (connection) => findMark((statements) => whileBusy(() => connection.unit(statements, false))))
      // What cannot be read, or is no database, is no tenant's place.
      .catch(() => undefined);
    const applied = mark ? { tenantId: mark.tenantId, version: mark.version, checksum: mark.checksum } : null;
    this.known.set(file, { state, mark: applied });
    return applied;
  }
}

async function stateOf(file: string): Promise<string> {
  const parts = await Promise.all([file, `${file}-wal`].map((path) => stat(path).then(({ ino, size, mtimeMs }) => `${ino}.${size}.${mtimeMs}`, () => '')));
  return parts.join(' ');
}
