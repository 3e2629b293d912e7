import type { Page } from '@/lib/model/common';

/** How a list becomes a file. */
export interface FileShape<T> {
  /** Before the first line; nothing where it is empty. */
  head: string;
  lines(items: readonly T[]): string;
}

/**
 * A list as the bytes of a file, a page at a time, however long it is: the next is read when the last one has been taken.
 * @param wrote is told how many rows each chunk has; nothing of the head
 */
export async function* fileChunks<T>(first: Page<T>, next: (cursor: string) => Promise<Page<T>>, { head, lines }: FileShape<T>, wrote: (rows: number) => void): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  if (head !== '') yield encoder.encode(head);
  for (let page = first; ; ) {
    if (page.items.length > 0) {
      const bytes = encoder.encode(lines(page.items));
      wrote(page.items.length);
      yield bytes;
    }
    if (page.nextCursor === null) return;
    page = await next(page.nextCursor);
  }
}
