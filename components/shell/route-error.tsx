'use client';

import { useTranslations } from 'next-intl';
import { later } from '@/components/ui/later';

// Every page carries this one. Where its look cannot be fetched either, the last resort is drawn.
const ErrorState = later(() => import('@/components/ui/error-state').then((module) => module.ErrorState));

export interface RouteErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** A page that failed while it was made. Its details are in the log under the reference. */
export function RouteError({ error, reset }: RouteErrorProps) {
  const t = useTranslations('common');
  return <ErrorState title={t('errorTitle')} detail={t('errorDetail')} reference={error.digest} onRetry={reset} />;
}
