'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** A key with the modifier of the reader's machine: `⌘ K` on Apple's, else `Ctrl K`. */
export function useModifier(key: string): string {
  const apple = useSyncExternalStore(never, () => /Mac|iPhone|iPad/.test(navigator.userAgent), () => false);
  return `${apple ? '⌘' : 'Ctrl'} ${key}`;
}
