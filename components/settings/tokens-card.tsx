'use client';

import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action, ActionProblem } from '@/components/form/action';
import { Alert } from '@/components/ui/alert';
import { Badge, StatusBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Role } from '@/lib/model/admin';
import type { apiTokenSchema } from '@/lib/model/token';
import { TokenDialog, type CreateTokenAction } from './token-dialog';

type Token = z.infer<typeof apiTokenSchema>;

interface TokensCardProps {
  tokens: Token[];
  /** They are everybody's, and not only one's own. */
  everybody: boolean;
  /** What a new one may be. */
  roles: readonly Role[];
  create: CreateTokenAction;
  revoke: Action<{ id: string }, unknown>;
}

/** Tokens for REST and the command line: made here, shown once, revoked at once. */
export function TokensCard({ tokens, everybody, roles, create, revoke }: TokensCardProps) {
  const t = useTranslations('settings');
  const tn = useTranslations('nav');
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
    <Card title={t('tokens')} description={t(everybody ? 'tokensAll' : 'tokensOwn')} flush actions={<TokenDialog create={create} roles={roles} />}>
      {problem && <Alert tone="bad" title={problem.title} className="m-3" live>{problem.detail}</Alert>}
      {tokens.length === 0 && <EmptyState icon={KeyRound} title={t('noTokens')} description={t('noTokensDetail')} className="py-8" />}
      <ul className="divide-y">
        {tokens.map((token) => (
          <li key={token.id} className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2 text-sm">
            <div className="min-w-0 flex-1 basis-60">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                <span className="break-all">{token.name}</span> <Badge>{tn(`role.${token.role}`)}</Badge>
                {token.tenants.length > 0 && <Badge className="font-mono font-normal whitespace-normal">{token.tenants.join(', ')}</Badge>}
                {token.status !== 'active' && <StatusBadge tone={token.status === 'limited' ? 'warn' : 'off'}>{t(`tokenStatus.${token.status}`)}</StatusBadge>}
              </p>
              <p className="text-ink-soft">
                {t('createdBy', { name: token.createdByName ?? token.createdBy })} <RelativeTime at={token.createdAt} />
                {' · '}
                {token.lastUsedAt ? t('lastUsed') : t('neverUsed')} {token.lastUsedAt && <RelativeTime at={token.lastUsedAt} />}
                {token.expiresAt !== null && token.revokedAt === null && <> · {t(token.status === 'expired' ? 'expiredAt' : 'expiresAt')} <RelativeTime at={token.expiresAt} ahead /></>}
              </p>
              {(token.status === 'limited' || token.status === 'stopped') && <p className="text-ink-soft">{t(`tokenWhy.${token.status}`)}</p>}
            </div>
            {!token.revokedAt && (
              <Button size="sm" variant="danger" pending={busy === token.id} onClick={() => void end(token.id)}>
                {t('revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
