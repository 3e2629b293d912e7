'use client';

import { useTranslations } from 'next-intl';
import { OutcomeBadge } from '@/components/status/status';
import { useActionName } from '@/components/status/words';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import type { AuditEvent } from '@/lib/model/audit';
import { ActorName } from './actor-name';
import { AuditDetail } from './audit-detail';
import { targetOf } from './target';

/** A name; of an id nothing is shown, since a line has room only for what tells something. */
function ListTarget({ event, tenant }: { event: AuditEvent; tenant?: string }) {
  // On a tenant's own page its name is no news: what of it was touched is.
  const { text, opaque } = event.target.tenant === tenant ? targetOf({ ...event, target: { ...event.target, tenant: undefined } }) : targetOf(event);
  return opaque || text === tenant ? null : <code className="min-w-0 shrink-99 truncate font-mono text-xs text-ink-soft" title={text}>{text}</code>;
}

/** The latest audit events, one line each; undefined while they are on their way. */
export function AuditList({ events, tenant }: { events: AuditEvent[] | undefined; /** Slug of the tenant on whose page they stand. */ tenant?: string }) {
  const t = useTranslations('audit');
  const action = useActionName();
  if (!events) return <Skeleton className="m-4 h-24" />;
  if (events.length === 0) return <p className="px-4 py-6 text-center text-sm text-ink-soft">{t('emptyTitle')}</p>;
  return (
    <ul className="divide-y">
      {events.map((event) => (
        <li key={event.id} className="flex min-h-11 items-center gap-x-3 gap-y-1 px-4 py-2 text-sm hover:bg-hover max-sm:flex-wrap">
          <AuditDetail event={event}>
            <button type="button" className="min-h-6 min-w-0 rounded-sm text-left font-medium hover:underline">
              {action(event.action)}
            </button>
          </AuditDetail>
          <ListTarget event={event} tenant={tenant} />
          <span className="ml-auto flex shrink-0 items-center gap-3 max-sm:w-full max-sm:shrink">
            <span className="max-w-32 truncate text-ink-soft" title={event.actor.name}>
              <ActorName actor={event.actor} />
            </span>
            {event.outcome !== 'success' && <OutcomeBadge outcome={event.outcome} />}
            <span className="w-28 shrink-0 text-right text-ink-faint max-sm:ml-auto">
              <RelativeTime at={event.at} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
