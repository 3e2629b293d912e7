import { randomUUID } from 'node:crypto';
import type { CopiedChange } from '@/lib/records/ports';
import { sha256Of } from './scan-files';

/** What is copied of one file: readable where it is text (Postgres keeps no NUL), else base64; exact in both. */
export function changeOf(path: string, bytes: Buffer | null): CopiedChange {
  const at = new Date().toISOString();
  if (bytes === null) return { id: randomUUID(), path, content: null, encoding: 'utf8', sha256: null, at };
  const text = bytes.toString('utf8');
  const exact = !text.includes('\0') && Buffer.from(text, 'utf8').equals(bytes);
  const content = exact ? ({ content: text, encoding: 'utf8' } as const) : ({ content: bytes.toString('base64'), encoding: 'base64' } as const);
  return { id: randomUUID(), path, ...content, sha256: sha256Of(bytes), at };
}
