'use client';

import { useEffect, useSyncExternalStore, type ComponentType } from 'react';
import { afterLoad } from '@/lib/doors/rpc/after-load';

type State<P> = { Part?: ComponentType<P>; failure?: { error: unknown } };

/** What is fetched ahead: null until a page stands that asks for it. */
const ahead: { waiting: Set<() => void>; begun: boolean } = { waiting: new Set(), begun: false };

/**
 * A part of a screen that nobody sees before they have asked for it: its script is no part of the page's own. It is
 * fetched ahead once the page has loaded, so that it is there when it is wanted, and at once where it is wanted before.
 * Unlike `React.lazy` it needs no `Suspense`, which holds back what comes within 300 ms.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let state: State<P> = {};
  let loading: Promise<void> | undefined;
  const shown = new Set<() => void>();
  const begin = () =>
    (loading ??= load().then(
      (Part) => settle({ Part }),
      (error: unknown) => {
        loading = undefined;
        // Fetched ahead in vain: whoever wants it tries again.
        if (shown.size > 0) settle({ failure: { error } });
      },
    ));
  const settle = (next: State<P>) => {
    state = next;
    for (const redraw of [...shown]) redraw();
  };
  const subscribe = (redraw: () => void) => {
    shown.add(redraw);
    if (!state.Part) void begin();
    return () => void shown.delete(redraw);
  };
  const none: State<P> = {};
  fetchAhead(() => void begin());

  return function Later(props: P) {
    const { Part, failure } = useSyncExternalStore(subscribe, () => state, () => none);
    if (failure) throw failure.error;
    return Part ? <Part {...props} /> : null;
  };
}

function fetchAhead(begin: () => void): void {
  if (ahead.begun) afterLoad(begin);
  else ahead.waiting.add(begin);
}

/** Has what comes later fetched once this page has loaded. Stands in the frame of all pages, once. */
export function FetchAhead() {
  useEffect(
    () =>
      afterLoad(() => {
        ahead.begun = true;
        for (const begin of ahead.waiting) begin();
        ahead.waiting.clear();
      }),
    [],
  );
  return null;
}
