'use client';

import { useEffect, useState } from 'react';
import { later } from '@/components/ui/later';
import { useLiveStatus } from '@/lib/doors/rpc/live/use-live';
import type { LiveLostLook } from './lost-note';

// Fetched while there is a network to fetch it by.
const LostNote = later(() => import('./lost-note').then((module) => module.LostNote));

/** A blink of the network is nobody's concern. */
const GRACE_MS = 10_000;

/** Says that live updates are lost, since when, and goes away by itself when they are back. */
export function LiveLost({ look }: { look: LiveLostLook }) {
  const lost = useLost();
  return <div role="status">{lost && <LostNote look={look} {...lost} />}</div>;
}

/** Null while all is well, and while it has not been otherwise for long. */
function useLost(): { ended: boolean; since: number } | null {
  const status = useLiveStatus();
  const [overdue, setOverdue] = useState<number | null>(null);
  const state = status?.state;
  const since = status?.since ?? 0;
  useEffect(() => {
    if (state !== 'connecting') return;
    const timer = setTimeout(() => setOverdue(since), Math.max(0, since + GRACE_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [state, since]);
  if (state === 'ended') return { ended: true, since };
  return state === 'connecting' && overdue === since ? { ended: false, since } : null;
}
