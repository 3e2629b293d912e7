import { useEffect, useRef, type RefObject } from 'react';

/** For a row of tabs that has no room for all: scrolls, and nothing else, so that the chosen one is in sight. @param chosen what changes when another is chosen @param selector finds it */
export function useCurrentInSight<T extends HTMLElement>(chosen: string, selector: string): RefObject<T | null> {
  const row = useRef<T>(null);
  useEffect(() => {
    const current = row.current?.querySelector<HTMLElement>(selector);
    if (row.current && current) row.current.scrollLeft = current.offsetLeft - (row.current.clientWidth - current.offsetWidth) / 2;
  }, [chosen, selector]);
  return row;
}
