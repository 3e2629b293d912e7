import { useTranslations } from 'next-intl';
import { Skeleton } from '@/components/ui/skeleton';

export default function BrandingLoading() {
  return (
    <div role="status" aria-label={useTranslations('common')('loading')} className="space-y-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Skeleton className="h-11 w-80 max-w-full" />
        <Skeleton className="h-8 w-72 max-w-full" />
      </div>
      <div className="grid gap-5 lg:grid-cols-[25rem_minmax(0,1fr)]">
        <Skeleton className="h-120" />
        <Skeleton className="h-120" />
      </div>
    </div>
  );
}
