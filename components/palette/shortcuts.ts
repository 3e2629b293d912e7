/** Keys that go somewhere or do something: each clicks what stands in the page under `data-shortcut`. */
export const SHORTCUTS = ['g o', 'g t', 'g s', 'g m', 'g r', 'g a', 'c', 's'] as const;
/** A second key later than this begins anew. In milliseconds. */
export const SEQUENCE_MS = 1_200;
const HELP = '?';
const STORED = 'tenantry.shortcuts';
const CHANGED = 'tenantry:shortcuts';

export interface Pressed {
  /** What was pressed before and may become a sequence. */
  pending: string;
  /** What is to be done now. */
  run: string | null;
}

/** Follows sequences key by key; a key that fits nothing begins a new one or ends in nothing. */
export function press(pending: string, key: string): Pressed {
  const all: readonly string[] = [...SHORTCUTS, HELP];
  const tried = pending ? [`${pending} ${key}`, key] : [key];
  for (const keys of tried) {
    if (all.includes(keys)) return { pending: '', run: keys };
    if (all.some((known) => known.startsWith(`${keys} `))) return { pending: keys, run: null };
  }
  return { pending: '', run: null };
}

/** True where a key belongs to what has the focus, or to a dialog or menu that is open. */
export function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return true;
  return target instanceof Element && target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]') !== null;
}

/** Single keys can be switched off in this browser, for who speaks or slips onto them (WCAG 2.1.4). */
export const singleKeys = {
  isOn: (): boolean => localStorage.getItem(STORED) !== 'off',
  set(on: boolean): void {
    localStorage.setItem(STORED, on ? 'on' : 'off');
    window.dispatchEvent(new Event(CHANGED));
  },
  subscribe(listener: () => void): () => void {
    window.addEventListener(CHANGED, listener);
    window.addEventListener('storage', listener);
    return () => {
      window.removeEventListener(CHANGED, listener);
      window.removeEventListener('storage', listener);
    };
  },
};
