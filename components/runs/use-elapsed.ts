'use client';

import { useEffect, useState } from 'react';

const TICK_MS = 500;

/** Milliseconds since a moment, counting while the component is shown; null before the first tick or without a moment. */
export function useElapsed(since: string | null): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    if (since === null) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [since]);
  return since === null || now === null ? null : Math.max(0, now - Date.parse(since));
}
