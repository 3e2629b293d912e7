import { z } from 'zod';

/** What a `stream` operation answers with: bytes that are made as they are asked for. */
export interface StreamAnswer {
  /** Media type with its character set. */
  contentType: string;
  /** For whoever saves it: letters, digits, `.`, `_` and `-`. */
  fileName: string;
  /** Cancelling it ends the reading behind it. */
  body: ReadableStream<Uint8Array>;
}

/** Bytes that a caller sends beside the input, read as they come. */
export interface Upload {
  /** Media type without parameters, lower case. */
  contentType: string;
  body: AsyncIterable<Uint8Array>;
}

export const streamAnswerSchema = z.custom<StreamAnswer>((value) => typeof value === 'object' && value !== null && 'body' in value && 'contentType' in value);

/** How a stream came to its end; `interrupted` when its reader went away. */
export type StreamEnd = 'done' | 'interrupted' | { error: unknown };

/**
 * Chunks as a stream that asks for the next one only when its reader has room for it.
 * @param ended is told once how it ended.
 */
export function streamOf(chunks: AsyncIterable<Uint8Array>, ended: (how: StreamEnd) => Promise<void> = () => Promise.resolve()): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await iterator.next();
          if (!done) return controller.enqueue(value);
          await ended('done');
          controller.close();
        } catch (error) {
          await ended({ error });
          controller.error(error);
        }
      },
      async cancel() {
        await iterator.return?.();
        await ended('interrupted');
      },
    },
    { highWaterMark: 0 },
  );
}
