'use client';

import { useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { CopyAs } from '@/components/api/copy-as';
import { DataTable } from '@/components/data-table/data-table';
import { listInput, useListParams } from '@/components/data-table/list-params';
import { useListQuery } from '@/components/data-table/use-list-query';
import type { Action } from '@/components/form/action';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import type { ViewPage } from '@/components/saved-views/use-views';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';
import { useLiveEvents } from '@/lib/doors/rpc/live/use-live';
import type { Role } from '@/lib/model/admin';
import type { Page } from '@/lib/model/common';
import { ROLES, TOKEN_STATUSES } from '@/lib/model/states';
import type { ApiTokenView } from '@/lib/model/token';
import { useTokenColumns } from './token-columns';
import { TokenDialog, type CreateTokenAction } from './token-dialog';
import { tokensInput } from './tokens-input';

interface TokensViewProps {
  initial: Page<ApiTokenView> | undefined;
  views: ViewPage;
  /** They are everybody's, and not only one's own. */
  everybody: boolean;
  /** What a new one may be. */
  roles: readonly Role[];
  create: CreateTokenAction;
  revoke: Action<{ id: string }, unknown>;
}

/** Tokens for REST and the command line: made here, shown once, revoked at once. */
export function TokensView({ initial, views, everybody, roles, create, revoke }: TokensViewProps) {
  const t = useTranslations('settings');
  const ta = useTranslations('admins');
  const tn = useTranslations('nav');
  const queries = useQueryClient();
  const params = useListParams('tokens');
  const [ending, setEnding] = useState<ApiTokenView | null>(null);
  const { queryKey, queryFn } = orpc.tokens.list.queryOptions({ input: tokensInput(listInput(params)) });
  const list = useListQuery({ queryKey, queryFn, initial });
  const refresh = useCallback(() => void queries.invalidateQueries({ queryKey: orpc.tokens.key() }), [queries]);
  useLiveEvents(['access'], refresh, refresh);
  const actions = useCallback((token: ApiTokenView) => token.revokedAt === null && <RevokeButton name={token.name} onClick={() => setEnding(token)} />, []);
  const columns = useTokenColumns(actions);
  const make = <TokenDialog create={create} roles={roles} onCreated={refresh} />;
  return (
    <>
      <p className="mb-3 max-w-2xl text-sm text-pretty text-ink-soft">{t(everybody ? 'tokensAll' : 'tokensOwn')}</p>
      <DataTable
        id="api-tokens"
        label={t('tokens')}
        columns={columns}
        {...list}
        rowId={(token) => token.id}
        params={params}
        views={views}
        searchLabel={t('tokenSearch')}
        filters={[
          { name: 'role', label: ta('anyRole'), options: ROLES.map((value) => ({ value, label: tn(`role.${value}`) })) },
          { name: 'status', label: ta('anyStatus'), options: TOKEN_STATUSES.map((value) => ({ value, label: t(`tokenStatus.${value}`) })) },
        ]}
        actions={make}
        empty={<EmptyState icon={KeyRound} title={t('noTokens')} description={t('noTokensDetail')} />}
      />
      {ending && (
        <ConfirmDialog
          title={t('revokeTitle', { name: ending.name })}
          description={t('revokeDetail')}
          confirm={t('revoke')}
          aside={<CopyAs operation="tokens.revoke" input={() => ({ id: ending.id })} className="sm:mr-auto" />}
          run={() => revoke({ id: ending.id })}
          onDone={() => {
            toast.success(t('revokedToast', { name: ending.name }));
            setEnding(null);
            refresh();
          }}
          onClose={() => setEnding(null)}
        />
      )}
    </>
  );
}

function RevokeButton({ name, onClick }: { name: string; onClick: () => void }) {
  const t = useTranslations('settings');
  return (
    <Button size="sm" variant="danger" aria-label={t('revokeOf', { name })} onClick={onClick}>
      {t('revoke')}
    </Button>
  );
}
