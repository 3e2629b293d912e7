'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLiveEvents } from '@/lib/doors/rpc/live/use-live';
import { LIVE_EVENT_TYPES } from '@/lib/model/live-event';
import { keysOf } from './live-keys';
import { Refresher } from './refresher';

/** Reads again what a live event says has changed; what is not on screen only once it is. */
export function LiveRefresh() {
  const queries = useQueryClient();
  const [refresher] = useState(() => new Refresher((keys) => Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })))));
  useEffect(() => () => refresher.stop(), [refresher]);
  useLiveEvents(
    LIVE_EVENT_TYPES,
    (event) => refresher.add(keysOf(event)),
    () => void queries.invalidateQueries(),
  );
  return null;
}
