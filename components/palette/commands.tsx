'use client';

import { usePathname } from 'next/navigation';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Me } from '@/components/shell/user-menu';
import { later } from '@/components/ui/later';
import { recents } from './recents';
import { isTyping, press, SEQUENCE_MS, singleKeys } from './shortcuts';

const Palette = later(() => import('./palette').then((module) => module.Palette));
const ShortcutsDialog = later(() => import('./shortcuts-dialog').then((module) => module.ShortcutsDialog));

export type CommandView = 'all' | 'tenants' | 'shortcuts';
const Commands = createContext<(view: CommandView) => void>(() => undefined);

/** Opens the palette, its list of tenants, or the list of shortcuts. */
export const useOpenCommands = () => useContext(Commands);

/** Holds the command palette and listens for its keys and for the shortcuts. */
export function CommandsProvider({ me, children }: { me: Me; children: ReactNode }) {
  const path = usePathname();
  const [shown, setShown] = useState<{ view: CommandView; path: string } | null>(null);
  // Bound to the page it was opened on: going elsewhere closes it.
  const view = shown?.path === path ? shown.view : null;
  const open = useCallback((next: CommandView) => setShown({ view: next, path }), [path]);
  const close = useCallback(() => setShown(null), []);
  useEffect(() => recents.visit(me.principal.id, path), [me.principal.id, path]);
  useCommandKeys(open, () => (view === 'all' ? close() : open('all')));
  return (
    <Commands value={open}>
      {children}
      {(view === 'all' || view === 'tenants') && <Palette key={view} me={me} only={view === 'tenants' ? 'tenants' : undefined} onClose={close} onShortcuts={() => open('shortcuts')} />}
      {view === 'shortcuts' && <ShortcutsDialog onClose={close} />}
    </Commands>
  );
}

function useCommandKeys(open: (view: CommandView) => void, toggle: () => void): void {
  const latest = useRef({ open, toggle });
  useEffect(() => {
    latest.current = { open, toggle };
  });
  const sequence = useMemo(() => ({ pending: '', at: 0 }), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        latest.current.toggle();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.repeat || event.defaultPrevented || isTyping(event.target) || !singleKeys.isOn()) return;
      const { pending, run } = press(event.timeStamp - sequence.at > SEQUENCE_MS ? '' : sequence.pending, event.key);
      Object.assign(sequence, { pending, at: event.timeStamp });
      if (run === null) return;
      event.preventDefault();
      if (run === '?') latest.current.open('shortcuts');
      // A click, so that a link asks about unsaved changes as always.
      else document.querySelector<HTMLElement>(`[data-shortcut="${run}"]`)?.click();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [sequence]);
}
