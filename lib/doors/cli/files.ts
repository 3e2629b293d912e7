import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Upload } from '@/lib/operations/stream-answer';
import { EXIT } from './command';

/** Media types by the ending of a file's name. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/\.csv$/i, 'text/csv'],
  [/\.(ndjson|jsonl)$/i, 'application/x-ndjson'],
  [/\.png$/i, 'image/png'],
  [/\.jpe?g$/i, 'image/jpeg'],
  [/\.webp$/i, 'image/webp'],
  [/\.svg$/i, 'image/svg+xml'],
  [/\.ico$/i, 'image/x-icon'],
];

/** What a file is, by its name; where that is nothing that the command takes, the first that it does. */
export function typeOfFile(path: string, accepts: readonly string[]): string {
  const [, byName = ''] = TYPES.find(([ending]) => ending.test(path)) ?? [];
  return accepts.includes(byName) ? byName : (accepts[0] ?? 'application/octet-stream');
}

/** A file to send, read while it is sent. @param path `-` is standard input @param accepts media types that the command takes */
export function openUpload(path: string, accepts: readonly string[]): Upload {
  const contentType = typeOfFile(path, accepts);
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
