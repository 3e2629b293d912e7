import { userInfo } from 'node:os';
import type { Environment } from '@/lib/env';
import { Readable } from 'node:stream';
import type { Upload } from '@/lib/operations/stream-answer';
import type { Problem } from '../door-error';
import { LOCAL_USER_HEADER, readServerFile } from '../local-key';
import { requestOf } from '../snippets/request-of';
import type { Command } from './command';
import { CommandFailed, NobodyToAsk } from './failure';

export interface Guards {
  ifMatch: string | null;
  idempotencyKey: string | null;
}

export interface Caller {
  call(command: Command, input: Record<string, unknown>, guards?: Guards, upload?: Upload): Promise<unknown>;
  /** The bytes that a `stream` answers with. */
  read(command: Command, input: Record<string, unknown>): Promise<AsyncIterable<Uint8Array>>;
  /** Works runs from here on, where no worker does. */
  workRuns(): void;
  close(): Promise<void>;
}

/**
 * The running server if there is one, else the store itself under the lock of `FS_ROOT`.
 * @param command that is to be called: one that sets an `FS_ROOT` up needs none that is set up.
 * @param token acts as this API token; without one as whoever may read `FS_ROOT`.
 */
export async function openCaller(env: Environment, token: string | undefined, command?: string): Promise<Caller> {
  const server = await readServerFile(env.fsRoot);
  if (server) return remoteCaller(server, token);
  const { openAlone } = await import('./standalone');
  return openAlone(env, token, command);
}

function remoteCaller(server: { address: string; key: string }, token: string | undefined): Caller {
  const send = async (command: Command, input: Record<string, unknown>, guards?: Guards, upload?: Upload): Promise<Response> => {
    const { url, body } = requestOf(command, input);
    const response = await fetch(`${server.address}/api/v1${url}`, {
      method: command.method,
      headers: {
        authorization: `Bearer ${token ?? server.key}`,
        [LOCAL_USER_HEADER]: userInfo().username,
        ...(upload ? { 'content-type': upload.contentType } : body !== undefined && { 'content-type': 'application/json' }),
        ...(command.takesIfMatch && { 'if-match': guards?.ifMatch ?? '*' }),
        ...(guards?.idempotencyKey && { 'idempotency-key': guards.idempotencyKey }),
      },
      ...(upload ? { body: Readable.toWeb(Readable.from(upload.body)) as ReadableStream<Uint8Array>, duplex: 'half' } : { body }),
    }).catch(() => {
      throw new NobodyToAsk(`The console at ${server.address} does not answer.`, 'It may be starting, or ending. Try again shortly.');
    });
    if (!response.ok) throw new CommandFailed({ ...((await response.json()) as Problem), ...retryAfter(response) });
    return response;
  };
  return {
    call: async (command, input, guards, upload) => {
      const response = await send(command, input, guards, upload);
      return response.status === 204 ? {} : ((await response.json()) as unknown);
    },
    read: async (command, input) => (await send(command, input)).body ?? new ReadableStream<Uint8Array>(),
    workRuns: () => undefined,
    close: () => Promise.resolve(),
  };
}

function retryAfter(response: Response): Pick<Problem, 'retryAfterSeconds'> {
  const seconds = response.headers.get('retry-after');
  return seconds === null ? {} : { retryAfterSeconds: Number(seconds) };
}
