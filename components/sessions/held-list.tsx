'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import type { z } from 'zod';
import { listInput, type ListParams } from '@/components/data-table/list-params';
import { Button } from '@/components/ui/button';
import { LinkSegments } from '@/components/ui/tabs';
import type { livenessCountsSchema, Owner } from '@/lib/model/account';
import { LIVENESS } from '@/lib/model/states';
import { heldInput } from './held-input';
import type { Liveness } from './liveness-badge';

type Counts = z.output<typeof livenessCountsSchema>;
type HeldFilter = 'status' | 'userId' | 'clientId';
export type HeldParams = ListParams<HeldFilter>;

/** The input of either list from its state. */
export const heldInputOf = (slug: string, params: HeldParams) => heldInput(slug, listInput(params));

interface HeldBarProps {
  slug: string;
  params: HeldParams;
  counts: Counts | undefined;
  /** Whose rows alone are listed, where a row tells. */
  owner: Owner | null | undefined;
}

/** Above both lists: which of the two, how many there are of each state, and whose alone. */
export function HeldBar({ slug, params, counts, owner }: HeldBarProps) {
  const t = useTranslations('sessions');
  const path = usePathname();
  const base = `/tenants/${slug}/sessions`;
  const { cursor: _page, ...kept } = listInput(params);
  const search = new URLSearchParams(kept).toString();
  const to = (href: string) => (search ? `${href}?${search}` : href);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <LinkSegments
        label={t('kinds')}
        items={[
          { href: to(base), label: t('title'), current: path === base },
          { href: to(`${base}/tokens`), label: t('tokens'), current: path !== base },
        ]}
      />
      <div role="group" aria-label={t('counts')} className="flex flex-wrap gap-1">
        {LIVENESS.map((status) => (
          <CountButton key={status} status={status} count={counts?.[status]} chosen={params.filters.status === status} onChoose={(next) => params.set({ status: next })} />
        ))}
      </div>
      {params.filters.userId !== '' && (
        <Button size="sm" className="max-w-full" onClick={() => params.set({ userId: '' })} aria-label={`${t('onlyOf', { name: owner?.email ?? params.filters.userId })}. ${t('anyUser')}`}>
          <span className="truncate">{t('onlyOf', { name: owner?.email ?? params.filters.userId })}</span> <X aria-hidden />
        </Button>
      )}
    </div>
  );
}

function CountButton({ status, count, chosen, onChoose }: { status: Liveness; count: number | undefined; chosen: boolean; onChoose: (status: string) => void }) {
  const t = useTranslations('sessions');
  return (
    <Button variant={chosen ? 'secondary' : 'ghost'} size="sm" aria-pressed={chosen} onClick={() => onChoose(chosen ? '' : status)}>
      {t(`status.${status}`)} <span className="numeric text-ink-faint">{count ?? '–'}</span>
    </Button>
  );
}
