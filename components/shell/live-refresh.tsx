'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { afterLoad } from '@/lib/doors/rpc/after-load';
import { useLiveEvents } from '@/lib/doors/rpc/live/use-live';
import { LIVE_EVENT_TYPES } from '@/lib/model/live-event';
import { Refresher } from './refresher';

const loadKeys = () => import('./live-keys');

/** Reads again what a live event says has changed; what is not on screen only once it is. */
export function LiveRefresh() {
  const queries = useQueryClient();
  const [refresher] = useState(() => new Refresher((keys) => Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })))));
  useEffect(() => () => refresher.stop(), [refresher]);
  useEffect(() => afterLoad(() => void loadKeys().catch(() => undefined)), []);
  useLiveEvents(
    LIVE_EVENT_TYPES,
    (event) =>
      void loadKeys().then(
        ({ keysOf }) => refresher.add(keysOf(event)),
        () => void queries.invalidateQueries(),
      ),
    () => void queries.invalidateQueries(),
  );
  return null;
}
