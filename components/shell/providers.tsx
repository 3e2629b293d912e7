'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { ThemeProvider } from 'next-themes';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { useEffect, useState, type ReactNode } from 'react';
import { FetchAhead, later } from '@/components/ui/later';
import { afterLoad } from '@/lib/doors/rpc/after-load';
import { isRefusal } from './query-problem';

const STALE_MS = 5_000;

const ToastView = later(() => import('@/components/ui/toast-view').then((module) => module.ToastView));

/** What every screen stands in: theme, reads of the server, state in the address, confirmations, and what is fetched ahead. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  // The policy is the document's: a refresh brings another nonce, which this document does not know.
  const [ownNonce] = useState(nonce);
  useState(() => {
    if (ownNonce !== undefined && typeof document !== 'undefined') setNonce(ownNonce);
  });
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: STALE_MS, retry: (count, error) => !isRefusal(error) && count < 1 } } }),
  );
  const [loaded, setLoaded] = useState(false);
  useEffect(() => afterLoad(() => setLoaded(true)), []);
  return (
    <ThemeProvider nonce={ownNonce} attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <QueryClientProvider client={queries}>
        <NuqsAdapter>{children}</NuqsAdapter>
        {loaded && <ToastView />}
        <FetchAhead />
      </QueryClientProvider>
    </ThemeProvider>
  );
}
