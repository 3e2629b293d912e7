'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { browserOf } from '@/components/settings/browser-of';
import { StatusBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { DrawerBody } from '@/components/ui/drawer';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { orpc } from '@/lib/doors/rpc/client';
import type { SignInEvent } from '@/lib/model/account';
import type { AccountTabProps } from './account-actions';
import { outcomeTone, useOutcomeWords } from './outcome-words';
import { HeldItem, ReadState } from './read-state';

const PAGE = 30;

/** What somebody tried as this user, newest first. */
export function ActivityTab({ slug, user }: Pick<AccountTabProps, 'slug' | 'user'>) {
  const t = useTranslations('account');
  const { id } = user;
  const read = useInfiniteQuery(
    orpc.users.activity.infiniteOptions({ input: (cursor: string | undefined) => ({ slug, id, limit: PAGE, cursor }), initialPageParam: undefined, getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined }),
  );
  return (
    <ReadState read={read}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        return (
          <DrawerBody>
            {items.length === 0 && <EmptyState icon={History} title={t('noActivity')} description={t('noActivityDetail')} />}
            <ul className="divide-y">
              {items.map((event) => (
                <EventItem key={event.id} event={event} />
              ))}
            </ul>
            {read.hasNextPage && (
              <Button pending={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
                {t('more')}
              </Button>
            )}
          </DrawerBody>
        );
      }}
    </ReadState>
  );
}

function EventItem({ event }: { event: SignInEvent }) {
  const t = useTranslations('account');
  const words = useOutcomeWords();
  const browser = browserOf(event.userAgent);
  return (
    <HeldItem
      name={t(`kind.${event.kind}`)}
      badges={<StatusBadge tone={outcomeTone(event.outcome)}>{words(event.outcome)}</StatusBadge>}
      action={<span className="text-ink-soft"><RelativeTime at={event.at} /></span>}
    >
      <p className="break-words">
        {[event.clientId && <code key="client" className="font-mono text-xs">{event.clientId}</code>, event.ip, browser && <span key="browser" title={event.userAgent ?? undefined}>{browser}</span>]
          .filter((part) => part !== null && part !== '')
          .flatMap((part, index) => (index === 0 ? [part] : [' · ', part]))}
      </p>
    </HeldItem>
  );
}
