'use client';

import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { afterLoad } from '../after-load';
import { browserPorts } from './browser-ports';
import type { BrowserEvent, LiveStatus } from './hub';
import type { LiveTab } from './tab';

const LiveContext = createContext<LiveTab | null>(null);

interface LiveProviderProps {
  /** Names the console session; see `liveScope`. */
  scope: string;
  /** The newest event's id when the page was drawn. */
  from: number | null;
  children: ReactNode;
}

/** A part that could not be fetched is asked for again. */
const AGAIN_MS = 5_000;

/** What stands in it hears live events; the tabs of one browser share one stream. It begins once the page has loaded: what came meanwhile is heard then. */
export function LiveProvider({ scope, from, children }: LiveProviderProps) {
  const [tab, setTab] = useState<LiveTab | null>(null);
  // Those of the first drawing: the screens have to hear everything after it.
  const [first] = useState({ scope, from });
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const make = () =>
      void import('./tab').then(
        ({ LiveTab: Tab }) => gone || setTab(new Tab(first.scope, first.from, browserPorts)),
        () => {
          timer = setTimeout(make, AGAIN_MS);
        },
      );
    const off = afterLoad(make);
    return () => {
      gone = true;
      off();
      clearTimeout(timer);
    };
  }, [first]);
  // After those who listen, which stand in it: nothing is said before they hear.
  useEffect(() => {
    if (!tab) return;
    const stop = () => tab.stop();
    const start = () => tab.start();
    // A page kept for *Back* or frozen must not keep the others waiting for it.
    const off = [on(window, 'pagehide', stop), on(window, 'pageshow', start), on(document, 'freeze', stop), on(document, 'resume', start), on(window, 'online', () => tab.retry())];
    tab.start();
    return () => {
      for (const remove of off) remove();
      tab.stop();
    };
  }, [tab]);
  return <LiveContext value={tab}>{children}</LiveContext>;
}

function on(target: EventTarget, name: string, listener: () => void): () => void {
  target.addEventListener(name, listener);
  return () => target.removeEventListener(name, listener);
}

/** Listens while the component is shown. @param missed events may have been missed: read again what is shown. */
export function useLiveEvents(types: readonly string[], heard: (event: BrowserEvent) => void, missed: () => void): void {
  const tab = useContext(LiveContext);
  const latest = useRef({ heard, missed });
  useEffect(() => {
    latest.current = { heard, missed };
  });
  const key = types.join(',');
  useEffect(() => tab?.hub.listen(key.split(','), (event) => latest.current.heard(event), () => latest.current.missed()), [tab, key]);
}

const OUTSIDE: LiveStatus = { state: 'connecting', since: 0 };
const never = () => () => undefined;

/** How the stream is; null outside of the console, and until the page has loaded. */
export function useLiveStatus(): LiveStatus | null {
  const tab = useContext(LiveContext);
  const read = () => tab?.hub.status ?? OUTSIDE;
  const status = useSyncExternalStore(tab ? (changed) => tab.hub.watch(changed) : never, read, read);
  return tab ? status : null;
}

/** Ends live updates in all tabs of this session: for signing out. */
export function useEndLive(): () => void {
  const tab = useContext(LiveContext);
  return () => tab?.end();
}
