import { useEffect, type RefObject } from 'react';
import { isTyping, singleKeys } from '@/components/palette/shortcuts';

/** What a list's keys do: down and up by one row, select the row that has the focus. Enter follows the row's own link. */
export const ROW_KEYS = { next: 'j', previous: 'k', select: 'x' } as const;
const STEPS: Readonly<Record<string, number>> = { [ROW_KEYS.next]: 1, [ROW_KEYS.previous]: -1 };
/** Marks the cell whose link or button a row is known by. */
export const ROW_NAME = 'data-row-name';
const TABLE = '[data-walked]';

/**
 * Walks a table row by row. The focus itself moves, from the name of one row to that of the next: it is heard, it is
 * seen, and Enter does what it does anyway. Single keys, so they can be switched off.
 */
export function useRowKeys(table: RefObject<HTMLTableElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isTyping(event.target) || !singleKeys.isOn()) return;
      // Where a page has several, the first begins.
      const walked = document.activeElement?.closest(TABLE) ?? document.querySelector(TABLE);
      if (!table.current || walked !== table.current) return;
      const row = document.activeElement?.closest('tr') ?? null;
      if (event.key === ROW_KEYS.select) row?.querySelector<HTMLElement>('[data-select] input')?.click();
      const step = STEPS[event.key];
      if (step !== undefined) nameAfter(table.current, row, step)?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [table]);
}

/** The name that follows; at either end it stays where it is, and from outside it begins at the first. */
export function nameAfter(table: HTMLElement, row: Element | null, step: number): HTMLElement | undefined {
  const names = [...table.querySelectorAll<HTMLElement>(`tbody [${ROW_NAME}] :is(a, button)`)].filter((name, index, all) => all.findIndex((other) => other.closest('tr') === name.closest('tr')) === index);
  const at = names.findIndex((name) => name.closest('tr') === row);
  return at === -1 ? names[0] : (names[at + step] ?? names[at]);
}
