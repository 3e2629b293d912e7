'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useQueryProblem } from '@/components/shell/query-problem';
import { ErrorState } from '@/components/ui/error-state';
import { PageSkeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import type { Branding } from '@/lib/model/branding';
import type { Language } from '@/lib/model/states';
import type { BrandingActions } from './branding-actions';
import { BrandingWork } from './branding-work';
import type { PreviewWords } from './preview/preview-words';

interface BrandingViewProps {
  slug: string;
  /** As users know the tenant. */
  name: string;
  /** Of the tenant: its pages are shown in it first. */
  language: Language;
  initial: Branding | undefined;
  words: PreviewWords;
  /** Absent for readers. */
  actions?: BrandingActions;
}

/** How the pages look that a tenant's users see: drafted, looked at, published, brought back. */
export function BrandingView({ slug, initial, ...rest }: BrandingViewProps) {
  const tc = useTranslations('common');
  const queries = useQueryClient();
  const read = useQuery({ ...orpc.branding.get.queryOptions({ input: { slug } }), initialData: initial });
  const problem = useQueryProblem(read.error);
  if (!read.data) return problem ? <ErrorState {...problem} onRetry={() => void read.refetch()} /> : <PageSkeleton label={tc('loading')} />;
  const onChanged = (branding: Branding) => {
    queries.setQueryData(orpc.branding.get.queryKey({ input: { slug } }), branding);
    void queries.invalidateQueries({ queryKey: orpc.branding.history.key({ input: { slug } }) });
    // What shows an image, and so which may go.
    void queries.invalidateQueries({ queryKey: orpc.branding.images.key({ input: { slug } }) });
  };
  return <BrandingWork {...rest} slug={slug} data={read.data} onChanged={onChanged} />;
}
