'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Action, ActionProblem } from '@/components/form/action';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { RelativeTime } from '@/components/ui/relative-time';
import { browserOf } from './browser-of';

export interface SessionRow {
  id: string;
  current: boolean;
  lastSeenAt: string;
  ip: string | null;
  userAgent: string | null;
}

/** Where I am signed in; each session but this one can be ended. */
export function SessionsCard({ sessions, revoke }: { sessions: SessionRow[]; revoke: Action<{ id: string }, unknown> }) {
  const t = useTranslations('settings');
  const router = useRouter();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const end = async (id: string) => {
    setBusy(id);
    const result = await revoke({ id });
    setProblem(result.ok ? null : result.error);
    setBusy(null);
    router.refresh();
  };
  return (
    <Card title={t('sessions')} description={t('sessionsDetail')} flush>
      {problem && <Alert tone="bad" title={problem.title} className="m-3" live>{problem.detail}</Alert>}
      <ul className="divide-y">
        {sessions.map((session) => (
          <li key={session.id} className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2 text-sm">
            <div className="min-w-0 flex-1 basis-44">
              <p className="flex items-center gap-2 font-medium">
                {browserOf(session.userAgent) ?? t('unknownBrowser')}
                {session.current && <Badge>{t('thisSession')}</Badge>}
              </p>
              <p className="text-ink-soft">
                {session.ip && `${session.ip} · `}
                {t('lastSeen')} <RelativeTime at={session.lastSeenAt} />
              </p>
            </div>
            {!session.current && (
              <Button size="sm" pending={busy === session.id} onClick={() => void end(session.id)}>
                {t('endSession')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
