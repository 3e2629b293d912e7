'use client';

import { createContext, useContext, type ReactNode } from 'react';
import type { Callable } from '@/lib/doors/snippets/snippets';

const Callables = createContext<Readonly<Record<string, Callable>>>({});

/** How the operations of a page are called from a shell; made by the page (`callablesOf`), for the parts of it that tell so. */
export function CallablesProvider({ value, children }: { value: Readonly<Record<string, Callable>>; children: ReactNode }) {
  return <Callables value={value}>{children}</Callables>;
}

export const useCallables = (): Readonly<Record<string, Callable | undefined>> => useContext(Callables);
