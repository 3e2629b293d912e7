import type { Caller } from './caller';
import type { Command } from './command';

interface Page {
  items: unknown[];
  nextCursor: string | null;
}

const PAGE_SIZE = 200;

/** Every page of a list as one answer. */
export async function allPages(caller: Caller, command: Command, input: Record<string, unknown>): Promise<Page> {
  const items: unknown[] = [];
  for (let cursor = input['cursor']; ; ) {
    const page = (await caller.call(command, { limit: PAGE_SIZE, ...input, ...(typeof cursor === 'string' && { cursor }) })) as Page;
    items.push(...page.items);
    if (page.nextCursor === null) return { ...page, items, nextCursor: null };
    cursor = page.nextCursor;
  }
}
