/** Id of the column of checkboxes. */
export const SELECT_COLUMN = 'select';
/** Id of the column of menus. */
const ACTIONS_COLUMN = 'actions';

interface Definition {
  id?: string;
  enableHiding?: boolean;
  meta?: { sort?: string; phone?: 'plain' | 'labelled' };
}

/**
 * Under 640 px a row is an item of two lines: its name, below it the facts marked `phone`. The
 * checkbox stands at the left of both, the menu of a row at the right of its name. Roles are written out
 * in the table, since a changed `display` may take them from its elements.
 */
export const PHONE_ROW =
  'max-sm:relative max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-2.5 max-sm:gap-y-1 max-sm:border-b max-sm:px-3 max-sm:py-2 max-sm:last:border-b-0 max-sm:has-data-select:pl-11';

const BARE = 'max-sm:h-auto max-sm:w-auto max-sm:border-0 max-sm:p-0 max-sm:text-left';

/** What becomes of a cell on a phone. */
export function phoneCell(definition: unknown): string {
  const { id, enableHiding, meta } = definition as Definition;
  if (id === SELECT_COLUMN) return `${BARE} max-sm:absolute max-sm:top-2 max-sm:left-2.5`;
  if (id === ACTIONS_COLUMN) return `${BARE} max-sm:absolute max-sm:top-1.5 max-sm:right-2`;
  if (enableHiding === false) return `${BARE} max-sm:basis-full max-sm:text-base max-sm:whitespace-normal max-sm:min-w-0 max-sm:pr-9`;
  // What is not known leaves no gap either.
  return meta?.phone ? `${BARE} max-sm:inline-flex max-sm:min-w-0 max-sm:items-center max-sm:text-ink-soft max-sm:has-data-unknown:hidden` : 'max-sm:hidden';
}

/** What becomes of a column's head: the checkbox and what sorts stay in sight, the rest is for who listens. */
export function phoneHead(definition: unknown): string {
  const { id, enableHiding, meta } = definition as Definition;
  if (id === SELECT_COLUMN) return `${BARE} max-sm:bg-transparent`;
  const name = enableHiding === false && id !== ACTIONS_COLUMN;
  if (!name && !meta?.phone) return 'max-sm:hidden';
  return name || meta?.sort ? `${BARE} max-sm:bg-transparent` : 'max-sm:sr-only';
}

/** A head that on a phone would be a bar of one word: nothing in it sorts or selects. */
export function isBareHead(definitions: readonly unknown[]): boolean {
  return (definitions as readonly Definition[]).every(({ id, meta }) => id !== SELECT_COLUMN && !meta?.sort);
}
