'use client';

import { useFormatter, useNow } from 'next-intl';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;
const TICK_MS = 15_000;

/** "3 minutes ago", kept right, with the exact moment (in the reader's own time zone) on hover. */
export function RelativeTime({ at, ahead = false }: { at: string; /** It may lie ahead; else a moment that another clock puts there counts as now. */ ahead?: boolean }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: TICK_MS });
  // The server knows neither the reader's zone nor their clock: it draws the moment in UTC.
  const zone = useSyncExternalStore(never, () => Intl.DateTimeFormat().resolvedOptions().timeZone, () => 'UTC');
  const date = new Date(at);
  const exact = format.dateTime(date, { dateStyle: 'medium', timeStyle: 'medium', timeZone: zone });
  return (
    <time dateTime={at} title={`${exact} (${zone})`} className="whitespace-nowrap" suppressHydrationWarning>
      {format.relativeTime(date, date > now && !ahead ? date : now)}
    </time>
  );
}
