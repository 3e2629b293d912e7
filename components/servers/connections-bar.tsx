'use client';

import { useTranslations } from 'next-intl';
import { Progress } from '@/components/ui/progress';
import type { ServerHealth } from '@/lib/model/server';

const NEAR = 0.8;

/** Connections in use of what the server allows, with ours named. Nothing where nobody looked yet. */
export function ConnectionsBar({ health }: { health: ServerHealth }) {
  const t = useTranslations('servers');
  const { connections } = health;
  if (!connections) return <span className="text-ink-faint">{'–'}</span>;
  const { used, max, ours } = connections;
  return (
    <span className="flex items-center gap-2">
      <Progress value={used} max={max} label={t('connectionsOf', { used, max, ours })} tone={used / max > NEAR ? 'warn' : 'accent'} className="w-20" />
      <span className="numeric text-ink-soft" title={t('connectionsOf', { used, max, ours })}>
        {`${used} / ${max}`}
      </span>
    </span>
  );
}
