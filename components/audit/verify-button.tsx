'use client';

import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryProblem } from '@/components/shell/query-problem';
import { StatusBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { orpc } from '@/lib/doors/rpc/client';

/** Walks the whole chain on the server and says whether it is whole. */
export function VerifyButton() {
  const t = useTranslations('audit');
  const { data, error, isFetching, refetch } = useQuery({ ...orpc.audit.verify.queryOptions({ input: {} }), enabled: false });
  const problem = useQueryProblem(error);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span role="status">
        {problem && <StatusBadge tone="bad">{problem.title}</StatusBadge>}
        {!problem && data?.ok && <StatusBadge tone="good">{t('whole', { events: data.events })}</StatusBadge>}
        {!problem && data && !data.ok && <StatusBadge tone="bad">{t('broken', { id: data.brokenAt ?? '?' })}</StatusBadge>}
      </span>
      <Button pending={isFetching} onClick={() => void refetch()}>
        {!isFetching && <ShieldCheck aria-hidden />} {t('verify')}
      </Button>
    </div>
  );
}
