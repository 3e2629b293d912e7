'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useQueryProblem } from '@/components/shell/query-problem';
import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import { ErrorState } from '@/components/ui/error-state';
import { CardSkeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';
import type { Client } from '@/lib/model/client';
import type { ClientActions } from './client-actions';
import { ClientForm } from './client-form';
import { ClientKindBadge } from './client-kind';
import { DeleteClient } from './delete-client';
import { QuickStartCard } from './quick-start-card';
import { SecretsCard } from './secrets-card';

interface ClientViewProps {
  slug: string;
  clientId: string;
  initial: Client | undefined;
  /** Where its authorization server is, as the tenant's settings say; null where they do not. */
  issuer: string | null;
  hasDatabase: boolean;
  /** Absent for readers. */
  actions?: ClientActions;
}

/** One client: its secrets, what was decided of it, how to begin with it, and its end. */
export function ClientView({ slug, clientId, initial, ...rest }: ClientViewProps) {
  const tc = useTranslations('common');
  const read = useQuery({ ...orpc.clients.get.queryOptions({ input: { slug, clientId } }), initialData: initial });
  const problem = useQueryProblem(read.error);
  if (!read.data) return problem ? <ErrorState {...problem} onRetry={() => void read.refetch()} /> : <CardSkeleton label={tc('loading')} />;
  return <ClientParts {...rest} slug={slug} client={read.data} />;
}

function ClientParts({ slug, client, issuer, hasDatabase, actions }: Omit<ClientViewProps, 'clientId' | 'initial'> & { client: Client }) {
  const t = useTranslations('clients');
  const router = useRouter();
  const queries = useQueryClient();
  // The form keeps the version it began with, until it is saved or gives way: what others do meanwhile must not overwrite what is typed.
  const [formed, setFormed] = useState(client);
  const refresh = () => queries.invalidateQueries({ queryKey: orpc.clients.key() });
  const begin = (saved: Client) => {
    setFormed(saved);
    queries.setQueryData(orpc.clients.get.queryKey({ input: { slug, clientId: saved.clientId } }), saved);
    void refresh();
  };
  return (
    <div className="max-w-4xl space-y-5">
      <div className="space-y-1.5">
        <Link href={`/tenants/${slug}/clients`} className="inline-flex min-h-6 items-center gap-1 text-sm text-ink-soft hover:text-ink">
          <ArrowLeft className="size-4" aria-hidden /> {t('all')}
        </Link>
        <h2 className="text-lg break-words">{client.name}</h2>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <ClientKindBadge kind={client.kind} /> <Badge>{t(`type.${client.type}`)}</Badge>
          <span className="inline-flex min-w-0 items-center gap-1">
            <code className="min-w-0 font-mono text-xs break-all">{client.clientId}</code> <CopyButton value={client.clientId} label={t('copyId')} />
          </span>
        </p>
      </div>
      {client.type === 'confidential' && <SecretsCard slug={slug} client={client} actions={actions} onChanged={() => void refresh()} />}
      <QuickStartCard client={client} issuer={issuer} />
      <ClientForm
        key={formed.version}
        slug={slug}
        client={formed}
        actions={actions}
        onSaved={(saved) => {
          toast.success(t('savedToast', { name: saved.name }));
          begin(saved);
        }}
        onTakeTheirs={begin}
      />
      {actions && (
        <DeleteClient
          slug={slug}
          client={client}
          hasDatabase={hasDatabase}
          remove={actions.remove}
          onDeleted={() => {
            toast.success(t('deletedToast', { name: client.name }));
            router.push(`/tenants/${slug}/clients`);
          }}
        />
      )}
    </div>
  );
}
