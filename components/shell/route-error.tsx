'use client';

import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';

// Fetched when something has failed: every page carries this one. Where that fails too, the last resort is drawn.
const ErrorState = dynamic(() => import('@/components/ui/error-state').then((module) => module.ErrorState));

export interface RouteErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** A page that failed while it was made. Its details are in the log under the reference. */
export function RouteError({ error, reset }: RouteErrorProps) {
  const t = useTranslations('common');
  return <ErrorState title={t('errorTitle')} detail={t('errorDetail')} reference={error.digest} onRetry={reset} />;
}
