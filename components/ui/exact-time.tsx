'use client';

import { useFormatter } from 'next-intl';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** A moment to the second in the reader's own zone, with the same in UTC on hover. */
export function ExactTime({ at }: { at: string }) {
  const format = useFormatter();
  // The server knows no reader's zone: it draws the moment in UTC.
  const timeZone = useSyncExternalStore(never, () => Intl.DateTimeFormat().resolvedOptions().timeZone, () => 'UTC');
  const date = new Date(at);
  return (
    <time dateTime={at} title={`${format.dateTime(date, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })} UTC`} suppressHydrationWarning>
      {format.dateTime(date, { dateStyle: 'medium', timeStyle: 'long', timeZone })}
    </time>
  );
}
