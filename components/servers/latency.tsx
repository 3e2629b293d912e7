'use client';

import { useTranslations } from 'next-intl';
import type { ServerHealth } from '@/lib/model/server';

/** What the last probe took in milliseconds, to a tenth; a server that is not usable has none. */
export function latencyOf({ status, latencyMs }: Pick<ServerHealth, 'status' | 'latencyMs'>): number | null {
  return status === 'UNHEALTHY' || latencyMs === null ? null : Math.round(latencyMs * 10) / 10;
}

export function Latency({ health }: { health: Pick<ServerHealth, 'status' | 'latencyMs'> }) {
  const t = useTranslations('common');
  const value = latencyOf(health);
  return value === null ? <span aria-label={t('unknown')} data-unknown>–</span> : t('ms', { value });
}
