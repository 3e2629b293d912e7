'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ActionProblem, ActionResult } from '@/components/form/action';
import { FormProblem } from '@/components/form/form-problem';
import { browserOf } from '@/components/settings/browser-of';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import type { AdminActions } from './admin-actions';

/** Where an admin is signed in, and the end of it. */
export function AdminSessions({ id, actions }: { id: string; actions: Pick<AdminActions, 'revokeSession' | 'signOut'> }) {
  const t = useTranslations('admins');
  const ts = useTranslations('settings');
  const sessions = useQuery(orpc.admins.sessions.queryOptions({ input: { id } }));
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const act = async (which: string, run: () => Promise<ActionResult<unknown>>) => {
    setBusy(which);
    const result = await run();
    setProblem(result.ok ? null : result.error);
    await sessions.refetch();
    setBusy(null);
  };
  const items = sessions.data?.items ?? [];
  return (
    <section className="space-y-2">
      <div className="flex items-center justify-between gap-3">
        <h3 className="text-base">{ts('sessions')}</h3>
        {items.length > 1 && <Button size="sm" pending={busy === 'all'} onClick={() => void act('all', () => actions.signOut({ id }))}>{t('signOut')}</Button>}
      </div>
      <FormProblem problem={problem} />
      {sessions.isPending && <Skeleton className="h-12" />}
      {sessions.isError && <p role="alert" className="text-sm text-bad-ink">{t('sessionsFailed')}</p>}
      {sessions.isSuccess && items.length === 0 && <p className="text-sm text-ink-soft">{t('noSessions')}</p>}
      <ul className="divide-y text-sm">
        {items.map((session) => (
          <li key={session.id} className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1.5">
            <div>
              <p className="flex items-center gap-2 font-medium">{browserOf(session.userAgent) ?? ts('unknownBrowser')}{session.current && <Badge>{ts('thisSession')}</Badge>}</p>
              <p className="text-ink-soft">{session.ip && `${session.ip} · `}{ts('lastSeen')} <RelativeTime at={session.lastSeenAt} /></p>
            </div>
            {!session.current && <Button size="sm" pending={busy === session.id} onClick={() => void act(session.id, () => actions.revokeSession({ id, session: session.id }))}>{ts('endSession')}</Button>}
          </li>
        ))}
      </ul>
    </section>
  );
}
