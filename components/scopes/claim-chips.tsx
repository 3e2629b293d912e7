'use client';

import { Columns3, UserRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { Scope } from '@/lib/model/scope';

/** Chips shown before the rest is counted. */
const SHOWN = 4;

/** The claims of a scope, each with where its value comes from. */
export function ClaimChips({ sources }: { sources: Scope['claimSources'] }) {
  const t = useTranslations('scopes');
  if (sources.length === 0) return <span className="text-ink-faint">–</span>;
  const rest = sources.slice(SHOWN).map(({ claim }) => claim);
  return (
    <ul className="flex max-w-md flex-wrap gap-1">
      {sources.slice(0, SHOWN).map((source) => (
        <li key={source.claim} title={source.from === 'field' ? t('fromField', { field: source.field ?? '' }) : t(source.from === 'user' ? 'fromUser' : 'fromNobody')}>
          <Badge className="font-mono">
            {source.from === 'field' && <Columns3 className="size-3" aria-label={t('fromField', { field: source.field ?? '' })} />}
            {source.from === 'user' && <UserRound className="size-3" aria-label={t('fromUser')} />}
            <span className="max-w-48 truncate">{source.claim}</span>
          </Badge>
        </li>
      ))}
      {rest.length > 0 && (
        <li title={rest.join(', ')}>
          <Badge>{t('moreClaims', { count: rest.length })}</Badge>
        </li>
      )}
    </ul>
  );
}
