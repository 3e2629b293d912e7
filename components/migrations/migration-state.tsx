'use client';

import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/ui/badge';
import type { MigrationState } from '@/lib/model/migration';

const TONE: Record<MigrationState, Tone> = { upToDate: 'good', pending: 'warn', failed: 'bad', drifted: 'bad', unknown: 'unknown' };

/** How applied migrations stand to the shipped ones. */
export function MigrationStateBadge({ state }: { state: MigrationState }) {
  const t = useTranslations('migrations');
  return <StatusBadge tone={TONE[state]}>{t(`state.${state}`)}</StatusBadge>;
}
