import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { AuditEvent } from '@/lib/model/audit';
import { IMPORT_MAX_BYTES, type ImportCounts, type ImportRequest } from '@/lib/model/user-file';
import { atMost } from './read-rows';

/** How long the refused rows of an import are kept. */
const KEEP_MS = 7 * 86_400_000;
const ID = /^[0-9a-f-]{36}$/;

/** What an import is, written once. */
export interface ImportMeta {
  slug: string;
  runId: string;
  contentType: string;
  size: number;
  request: ImportRequest;
  /** Who asked for it, for the record of how it ended. */
  actor: AuditEvent['actor'];
}

/** How far it is: after each batch, so that a killed process goes on behind it. */
export interface ImportState {
  counts: ImportCounts;
  /** The last row that is done. */
  row: number;
  /** Of the source, read so far. */
  bytes: number;
  /** Of the refused rows, that are known to be whole. */
  rejectedBytes: number;
}

/**
 * One import on disk, below `FS_ROOT/imports`, readable by its owner alone: the file as it came (until the run
 * ends), how far it is, and the rows that were refused (for a week).
 */
export class ImportFolder {
  private readonly path: string;

  constructor(fsRoot: string, readonly id: string) {
    this.path = join(fsRoot, 'imports', id);
  }

  /** Null for what is no import's id, or is none any more. */
  static async find(fsRoot: string, id: string): Promise<ImportFolder | null> {
    if (!ID.test(id)) return null;
    const folder = new ImportFolder(fsRoot, id);
    return (await stat(folder.file('meta.json')).catch(() => null)) ? folder : null;
  }

  /** Removes what is older than a week. */
  static async sweep(fsRoot: string): Promise<void> {
    const root = join(fsRoot, 'imports');
    for (const name of await readdir(root).catch(() => [])) {
      const { mtimeMs } = await stat(join(root, name)).catch(() => ({ mtimeMs: Date.now() }));
      if (Date.now() - mtimeMs > KEEP_MS) await rm(join(root, name), { recursive: true, force: true });
    }
  }

  /** Writes a file as it comes. @returns its bytes @throws AppError `too_large` */
  async receive(bytes: AsyncIterable<Uint8Array>): Promise<number> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    await pipeline(atMost(bytes, IMPORT_MAX_BYTES), createWriteStream(this.file('source'), { mode: 0o600, flush: true }));
    return (await stat(this.file('source'))).size;
  }

  source(): AsyncIterable<Uint8Array> & { bytesRead: number; destroy(): void } {
    return createReadStream(this.file('source'));
  }

  async meta(): Promise<ImportMeta> {
    return JSON.parse(await readFile(this.file('meta.json'), 'utf8')) as ImportMeta;
  }

  writeMeta(meta: ImportMeta): Promise<void> {
    return this.replace('meta.json', meta);
  }

  async state(): Promise<ImportState | null> {
    const text = await readFile(this.file('state.json'), 'utf8').catch(() => null);
    return text === null ? null : (JSON.parse(text) as ImportState);
  }

  writeState(state: ImportState): Promise<void> {
    return this.replace('state.json', state);
  }

  rejected(): AsyncIterable<Uint8Array> {
    return createReadStream(this.file('rejected'));
  }

  /** Adds refused rows behind those that are known to be whole. @returns bytes that there are now */
  async reject(text: string, after: number): Promise<number> {
    const file = await open(this.file('rejected'), 'a', 0o600);
    try {
      await file.truncate(after);
      await file.appendFile(text);
      return (await file.stat()).size;
    } finally {
      await file.close();
    }
  }

  removeSource(): Promise<void> {
    return rm(this.file('source'), { force: true });
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }

  private file(name: string): string {
    return join(this.path, name);
  }

  private async replace(name: string, value: ImportMeta | ImportState): Promise<void> {
    await writeFile(this.file(`${name}.new`), JSON.stringify(value), { mode: 0o600 });
    await rename(this.file(`${name}.new`), this.file(name));
  }
}

