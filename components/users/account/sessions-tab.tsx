'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { FormProblem } from '@/components/form/form-problem';
import { LivenessBadge } from '@/components/sessions/liveness-badge';
import { useSessionWords } from '@/components/sessions/session-words';
import { Button } from '@/components/ui/button';
import { DrawerBody, DrawerFooter } from '@/components/ui/drawer';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';
import type { UserSession } from '@/lib/model/account';
import type { AccountTabProps } from './account-actions';
import { HeldItem, ReadState } from './read-state';
import { useAct, useRefreshUsers } from './use-act';

const PAGE = 20;

/** Where a user is signed in: any of it can be ended, with the refresh tokens that hang on it. */
export function SessionsTab({ slug, user, mayWrite, actions }: AccountTabProps) {
  const t = useTranslations('account');
  const ts = useTranslations('sessions');
  const { id } = user;
  const { busy, problem, act } = useAct();
  const [endingAll, setEndingAll] = useState(false);
  const read = useInfiniteQuery(
    orpc.users.sessions.infiniteOptions({ input: (cursor: string | undefined) => ({ slug, id, limit: PAGE, cursor }), initialPageParam: undefined, getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined }),
  );
  return (
    <ReadState read={read}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        const counts = pages[0]?.counts ?? { active: 0, expired: 0, revoked: 0 };
        return (
          <>
            <DrawerBody>
              <FormProblem problem={problem} />
              {items.length === 0 ? (
                <EmptyState icon={MonitorSmartphone} title={t('noSessions')} description={t('noSessionsDetail')} />
              ) : (
                <>
                  <p className="flex flex-wrap items-center justify-between gap-2 text-sm text-ink-soft">
                    <span className="numeric">{ts('countsOf', counts)}</span>
                    <Link href={`/tenants/${slug}/sessions?userId=${id}`} className="inline-flex min-h-6 items-center rounded-sm hover:text-ink hover:underline">
                      {t('asList')}
                    </Link>
                  </p>
                  <ul className="divide-y">
                    {items.map((session) => (
                      <SessionItem key={session.id} session={session} pending={busy === session.id} onEnd={mayWrite ? () => void act(session.id, () => actions.revokeSessions({ slug, id, sessionId: session.id }), (ended) => ts('endedToast', { ...ended })) : undefined} />
                    ))}
                  </ul>
                  {read.hasNextPage && (
                    <Button pending={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
                      {t('more')}
                    </Button>
                  )}
                </>
              )}
            </DrawerBody>
            {mayWrite && counts.active > 0 && (
              <DrawerFooter>
                <Button variant="danger" onClick={() => setEndingAll(true)}>
                  {t('endAll')}
                </Button>
              </DrawerFooter>
            )}
            {endingAll && <EndAllDialog slug={slug} user={user} active={counts.active} revoke={actions.revokeSessions} onClose={() => setEndingAll(false)} />}
          </>
        );
      }}
    </ReadState>
  );
}

function SessionItem({ session, pending, onEnd }: { session: UserSession; pending: boolean; onEnd?: () => void }) {
  const t = useTranslations('sessions');
  const words = useSessionWords();
  return (
    <HeldItem
      name={words.device(session)}
      badges={<LivenessBadge status={session.status} />}
      action={
        session.status === 'active' &&
        onEnd && (
          <Button size="sm" pending={pending} onClick={onEnd}>
            {t('end')}
          </Button>
        )
      }
    >
      <p className="break-words">
        {session.clientId !== null && <><code className="font-mono text-xs">{session.clientId}</code> · </>}
        {session.ip !== null && <><span className="numeric">{session.ip}</span> · </>}
        {t('lastSeen')} <RelativeTime at={session.lastSeenAt} />
      </p>
      <p>
        {t('began')} <RelativeTime at={session.createdAt} />
        {session.status === 'revoked' && session.revokedAt !== null && <> · {t('ended')} <RelativeTime at={session.revokedAt} />{session.revokedWhy !== null && `: ${words.why(session.revokedWhy)}`}</>}
        {session.status === 'expired' && <> · {t('expiredAt')} <RelativeTime at={session.expiresAt} ahead /></>}
        {session.amr.length > 0 && <> · <span title={t('amrHint')}>{session.amr.join(', ')}</span></>}
      </p>
    </HeldItem>
  );
}

interface EndAllDialogProps extends Pick<AccountTabProps, 'slug' | 'user'> {
  active: number;
  revoke: AccountTabProps['actions']['revokeSessions'];
  onClose: () => void;
}

function EndAllDialog({ slug, user, active, revoke, onClose }: EndAllDialogProps) {
  const t = useTranslations('account');
  const ts = useTranslations('sessions');
  const refresh = useRefreshUsers();
  return (
    <ConfirmDialog
      title={t('endAllTitle', { email: user.email })}
      description={t('endAllDetail', { count: active })}
      confirm={t('endAll')}
      run={() => revoke({ slug, id: user.id })}
      onDone={(ended) => {
        toast.success(ts('endedToast', { ...ended }));
        refresh();
        onClose();
      }}
      onClose={onClose}
    />
  );
}
