'use client';

import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useQueryProblem } from '@/components/shell/query-problem';
import { Card } from '@/components/ui/card';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import type { ProcessPools } from '@/lib/model/pool';

/** Connections come and go within seconds. */
const REFRESH_MS = 5_000;

/** What the console's processes hold open on a server, pool by pool. */
export function PoolsCard({ id }: { id: string }) {
  const t = useTranslations('servers');
  const { data, error } = useQuery({ ...orpc.servers.pools.queryOptions({ input: { id } }), refetchInterval: REFRESH_MS });
  const problem = useQueryProblem(error);
  return (
    <Card className="lg:col-span-2" title={t('pools')} description={t('poolsDetail')}>
      {problem && <p className="text-sm text-bad-ink">{problem.title}</p>}
      {!data && !problem && <Skeleton className="h-20" />}
      {data && (
        <div className="divide-y">
          {data.processes.map((one) => (
            <ProcessRow key={one.process} of={one} />
          ))}
        </div>
      )}
    </Card>
  );
}

function ProcessRow({ of: { process, state, totals, pools } }: { of: ProcessPools }) {
  const t = useTranslations('servers');
  const words = { unused: t('poolUnused'), unknown: t('poolUnknown'), silent: t('poolSilent') };
  return (
    <section aria-label={t(`poolProcess.${process}`)} className="space-y-2 py-3 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 text-sm">
        <span className="font-medium">{t(`poolProcess.${process}`)}</span>
        <span className="numeric text-ink-soft">{totals ? t('poolTotals', totals) : state === 'known' ? '' : words[state]}</span>
      </p>
      {pools.length > 0 && <PoolTable pools={pools} />}
    </section>
  );
}

function PoolTable({ pools }: Pick<ProcessPools, 'pools'>) {
  const t = useTranslations('servers');
  const tc = useTranslations('common');
  const format = useFormatter();
  const numbers = ['open', 'idle', 'waiting', 'created'] as const;
  const heads = { open: t('poolOpen'), idle: t('poolIdle'), waiting: t('poolWaiting'), created: t('poolCreated') };
  return (
    // A region of its own to scroll in: on a phone the numbers do not fit beside the names.
    <div className="overflow-x-auto rounded-md border" tabIndex={0} role="region" aria-label={t('pools')}>
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b text-left text-xs text-ink-soft">
            <th scope="col" className="px-3 py-2 font-medium">{t('poolDatabase')}</th>
            <th scope="col" className="px-3 py-2 font-medium">{t('poolUser')}</th>
            {numbers.map((key) => (
              <th key={key} scope="col" className="px-3 py-2 text-right font-medium">{heads[key]}</th>
            ))}
            <th scope="col" className="px-3 py-2 text-right font-medium">{t('poolLastUsed')}</th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {pools.map((pool) => (
            <tr key={`${pool.database}/${pool.user}`}>
              <td className="px-3 py-2"><code className="font-mono text-xs whitespace-nowrap">{pool.database}</code></td>
              <td className="px-3 py-2"><code className="font-mono text-xs whitespace-nowrap">{pool.user}</code></td>
              {numbers.map((key) => (
                <td key={key} className="numeric px-3 py-2 text-right">{format.number(pool[key])}</td>
              ))}
              <td className="px-3 py-2 text-right whitespace-nowrap text-ink-soft">{pool.lastUsedAt ? <RelativeTime at={pool.lastUsedAt} /> : tc('never')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
