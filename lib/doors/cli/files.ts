import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Upload } from '@/lib/operations/stream-answer';
import { EXIT } from './command';

/** Media types by the ending of a file's name; what is none of these is taken for CSV. */
const TYPES: readonly (readonly [RegExp, string])[] = [[/\.(ndjson|jsonl)$/i, 'application/x-ndjson']];

/** A file to send, read while it is sent. @param path `-` is standard input */
export function openUpload(path: string): Upload {
  const [, contentType = 'text/csv'] = TYPES.find(([ending]) => ending.test(path)) ?? [];
  return { contentType, body: path === '-' ? process.stdin : createReadStream(path) };
}

/** Bytes into a file, or to standard output; what waits for a slow reader is not read yet. */
export async function save(body: AsyncIterable<Uint8Array>, path: string | null, signal: AbortSignal): Promise<number> {
  try {
    if (path === null) await pipeline(body, process.stdout, { end: false, signal });
    else await pipeline(body, createWriteStream(path, { mode: 0o600 }), { signal });
    return EXIT.done;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    throw error;
  }
}
