'use client';

import { useQuery } from '@tanstack/react-query';
import { DatabaseZap, Hourglass } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useSelectedLayoutSegment } from 'next/navigation';
import type { ReactNode } from 'react';
import { useWatchInterval } from '@/components/shell/use-watch-interval';
import { useErrorWords } from '@/components/status/words';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { orpc } from '@/lib/doors/rpc/client';
import type { Tenant } from '@/lib/model/tenant';

interface DatabaseGateProps {
  tenant: Tenant;
  /** Whether a database may be asked for. */
  mayPlace: boolean;
  children: ReactNode;
}

/** Pages that show what is in the tenant's database. */
const INSIDE: ReadonlySet<string> = new Set(['users', 'sessions', 'roles', 'fields', 'migrations']);
const BEING_MADE: ReadonlySet<string> = new Set(['PENDING', 'CREATING']);
const WATCH_MS = 2_000;

/** Where a tenant's database is not there to be shown, says why and what to do, once for all pages that show what is in it. */
export function DatabaseGate({ tenant: initial, mayPlace, children }: DatabaseGateProps) {
  const t = useTranslations('provisioning');
  const tt = useTranslations('tenants');
  const words = useErrorWords();
  const inside = INSIDE.has(useSelectedLayoutSegment() ?? '');
  const watchMs = useWatchInterval(WATCH_MS);
  const { data: tenant } = useQuery({
    ...orpc.tenants.get.queryOptions({ input: { slug: initial.slug } }),
    initialData: initial,
    enabled: inside,
    refetchInterval: ({ state }) => (inside && BEING_MADE.has(state.data?.database?.status ?? '') ? watchMs : false),
  });
  const { database, slug } = tenant;
  if (!inside) return children;
  if (!database) {
    const place = mayPlace && (
      <Button asChild variant="primary">
        <Link href={`/tenants/${slug}/placement`}>{tt('place')}</Link>
      </Button>
    );
    return <EmptyState icon={DatabaseZap} title={tt('unplaced')} description={tt('noDatabaseDetail')} action={place} />;
  }
  const steps = (label: string) => (
    <Button asChild>
      <Link href={`/tenants/${slug}/provisioning`}>{label}</Link>
    </Button>
  );
  if (BEING_MADE.has(database.status)) return <EmptyState icon={Hourglass} title={t('gate.waiting')} description={t('gate.waitingDetail')} action={steps(t('gate.watch'))} />;
  if (database.status !== 'ERROR') return children;
  const detail = database.error ? words({ code: database.error.code, params: { server: database.serverName ?? database.serverId, name: database.name } }).title : undefined;
  return <ErrorState title={t('failed')} detail={detail} action={steps(t('gate.see'))} />;
}
