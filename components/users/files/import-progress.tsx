'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useEffect } from 'react';
import { useQueryProblem } from '@/components/shell/query-problem';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { DrawerBody, DrawerFooter } from '@/components/ui/drawer';
import { ErrorState } from '@/components/ui/error-state';
import { Progress } from '@/components/ui/progress';
import { Skeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import type { ImportStatus } from '@/lib/model/user-file';
import { rejectedHref } from './file-door';
import { ImportNumbers } from './import-check';

const LIVE: ReadonlySet<ImportStatus['status']> = new Set(['queued', 'running', 'paused']);
const WATCH_MS = 700;
const TONE = { succeeded: 'good', failed: 'bad', cancelled: 'warn' } as const;

/** How far an import is, as long as it runs; then what came of it. */
export function ImportProgress({ slug, id, onClose }: { slug: string; id: string; onClose: () => void }) {
  const t = useTranslations('users.import');
  const tc = useTranslations('common');
  const query = useQuery({ ...orpc.users.importStatus.queryOptions({ input: { slug, id } }), refetchInterval: ({ state }) => (state.status === 'error' || (state.data && !LIVE.has(state.data.status)) ? false : WATCH_MS) });
  const problem = useQueryProblem(query.error);
  useListReadAgain(query.data);
  if (!query.data) return <DrawerBody>{problem ? <ErrorState {...problem} onRetry={() => void query.refetch()} /> : <Skeleton className="h-32" />}</DrawerBody>;
  const { status, progress, hasRejected, runId, ...counts } = query.data;
  return (
    <>
      <DrawerBody>
        {LIVE.has(status) ? <Share status={status} progress={progress} /> : <Alert tone={counts.refused > 0 && status === 'succeeded' ? 'warn' : TONE[status as keyof typeof TONE]} title={t(`ended.${status as keyof typeof TONE}`, { count: counts.created + counts.updated, refused: counts.refused })} live />}
        <ImportNumbers counts={counts} />
        {hasRejected && !LIVE.has(status) && (
          <div className="space-y-2">
            <p className="text-sm text-pretty text-ink-soft">{t('rejectedDetail')}</p>
            <Button asChild>
              <a href={rejectedHref(slug, id)} download>
                <Download aria-hidden /> {t('rejected', { count: counts.refused })}
              </a>
            </Button>
          </div>
        )}
        <p className="text-sm">
          <Link href={`/runs/${runId}`} className="underline underline-offset-2">
            {t('run')}
          </Link>
        </p>
      </DrawerBody>
      <DrawerFooter>
        <Button variant={LIVE.has(status) ? 'secondary' : 'primary'} onClick={onClose}>
          {LIVE.has(status) ? t('leaveRunning') : tc('close')}
        </Button>
      </DrawerFooter>
    </>
  );
}

function Share({ status, progress }: Pick<ImportStatus, 'status' | 'progress'>) {
  const t = useTranslations('users.import');
  const format = useFormatter();
  const share = format.number(progress, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <div className="space-y-2">
      <p className="flex justify-between gap-4 text-sm">
        <span aria-live="polite">{t(`live.${status as 'queued' | 'running' | 'paused'}`)}</span>
        <span className="numeric">{share}</span>
      </p>
      <Progress value={Math.round(progress * 100)} max={100} label={t('title')} />
    </div>
  );
}

/** The list behind is read again when the import has ended. */
function useListReadAgain(status: ImportStatus | undefined): void {
  const queries = useQueryClient();
  const ended = status !== undefined && !LIVE.has(status.status);
  useEffect(() => {
    if (ended) void queries.invalidateQueries({ queryKey: orpc.users.list.key() });
  }, [ended, queries]);
}
