'use client';

import { useEffect, useRef } from 'react';

export interface BrowserEvent {
  type: string;
  tenant: string | null;
  data: Record<string, unknown>;
}

/**
 * Listens to live events while the component is shown. The browser reconnects by itself and
 * resumes by `Last-Event-ID`.
 */
export function useLiveEvents(types: readonly string[], handler: (event: BrowserEvent) => void): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  const key = types.join(',');
  useEffect(() => {
    const source = new EventSource('/api/v1/events');
    const listeners = key.split(',').map((type) => {
      const listener = (message: MessageEvent<string>) => {
        const { tenant, ...data } = JSON.parse(message.data) as Record<string, unknown> & { tenant: string | null };
        latest.current({ type, tenant, data });
      };
      source.addEventListener(type, listener);
      return { type, listener };
    });
    return () => {
      for (const { type, listener } of listeners) source.removeEventListener(type, listener);
      source.close();
    };
  }, [key]);
}
