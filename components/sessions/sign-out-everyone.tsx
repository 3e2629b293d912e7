'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Action } from '@/components/form/action';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import type { Ended } from '@/components/users/account/account-actions';
import { useRefreshUsers } from '@/components/users/account/use-act';
import { orpc } from '@/lib/doors/rpc/client';

/** Ends all sessions of a tenant: says how many that are now, and wants the slug typed. */
export function SignOutEveryone({ slug, signOut }: { slug: string; signOut: Action<{ slug: string }, Ended> }) {
  const t = useTranslations('sessions');
  const refresh = useRefreshUsers();
  const [asking, setAsking] = useState(false);
  // Only their counts are wanted.
  const sessionsRead = useQuery(orpc.tenants.sessions.queryOptions({ input: { slug, limit: 1 } }));
  const tokensRead = useQuery(orpc.tenants.refreshTokens.queryOptions({ input: { slug, limit: 1 } }));
  const sessions = sessionsRead.data?.counts.active;
  const tokens = tokensRead.data?.counts.active;
  const counting = sessionsRead.isPending || tokensRead.isPending;
  const consequence = counting ? t('signOutCounting') : sessions === undefined || tokens === undefined ? t('signOutUnknown') : sessions + tokens === 0 ? t('signOutNobody') : t('signOutDetail', { sessions, tokens });
  return (
    <section aria-label={t('danger')} className="mt-6 flex flex-wrap items-center justify-between gap-3 rounded-lg border border-bad/35 px-4 py-3">
      <div className="max-w-3xl space-y-0.5">
        <h2 className="text-base">{t('signOutEveryone')}</h2>
        <p className="text-sm text-pretty text-ink-soft">{consequence}</p>
      </div>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t('signOutEveryone')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('signOutTitle', { name: slug })}
          description={consequence}
          confirm={t('signOutEveryone')}
          typed={{ label: t('typeSlug', { slug }), value: slug }}
          run={() => signOut({ slug })}
          onDone={(ended) => {
            toast.success(t('endedToast', { ...ended }));
            refresh();
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}
