'use client';

import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { AuditList } from '@/components/audit/audit-list';
import { LANGUAGE_NAMES } from '@/components/shell/language-names';
import { DatabaseStatusBadge } from '@/components/status/status';
import { useErrorWords } from '@/components/status/words';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, Facts } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { RelativeTime } from '@/components/ui/relative-time';
import { orpc } from '@/lib/doors/rpc/client';
import type { AuditEvent } from '@/lib/model/audit';
import type { Page } from '@/lib/model/common';
import type { Tenant } from '@/lib/model/tenant';

interface TenantOverviewProps {
  tenant: Tenant;
  /** Whether its data plane may be asked for. */
  mayPlace: boolean;
  /** Whether its server may be looked at; else it is only named. */
  mayReadServers: boolean;
  activity: Page<AuditEvent> | undefined;
}

const ACTIVITY = 6;

export function TenantOverview({ tenant: initial, mayPlace, mayReadServers, activity }: TenantOverviewProps) {
  const t = useTranslations('tenants');
  const tc = useTranslations('common');
  const { data: tenant } = useQuery({ ...orpc.tenants.get.queryOptions({ input: { slug: initial.slug } }), initialData: initial });
  const events = useQuery({ ...orpc.audit.list.queryOptions({ input: { tenant: initial.slug, limit: ACTIVITY } }), initialData: activity });
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <DatabaseCard tenant={tenant} mayPlace={mayPlace} mayReadServers={mayReadServers} />
      <Card title={t('identity')}>
        <Facts
          items={[
            { term: t('id'), value: <Copyable value={tenant.id} label={tc('copy')} /> },
            { term: t('slug'), value: <Copyable value={tenant.slug} label={tc('copy')} /> },
            { term: t('displayName'), value: tenant.displayName },
            { term: t('language'), value: LANGUAGE_NAMES[tenant.language] },
            { term: t('createdAt'), value: <RelativeTime at={tenant.createdAt} /> },
            { term: t('updatedAt'), value: <RelativeTime at={tenant.updatedAt} /> },
          ]}
        />
      </Card>
      <Card title={t('activity')} flush className="lg:col-span-2" actions={<Link href={`/tenants/${tenant.slug}/audit`} className="inline-flex min-h-6 items-center text-sm text-accent-ink hover:underline">{tc('viewAll')}</Link>}>
        <AuditList events={events.data?.items} tenant={tenant.slug} />
      </Card>
    </div>
  );
}

function DatabaseCard({ tenant, mayPlace, mayReadServers }: Pick<TenantOverviewProps, 'tenant' | 'mayPlace' | 'mayReadServers'>) {
  const t = useTranslations('tenants');
  const tc = useTranslations('common');
  const words = useErrorWords();
  const { database } = tenant;
  if (!database) {
    return (
      <Card title={t('database')}>
        <div className="space-y-3">
          <p className="font-medium">{t('unplaced')}</p>
          <p className="max-w-prose text-sm text-pretty text-ink-soft">{t('noDatabaseDetail')}</p>
          {mayPlace && (
            <Button asChild variant="primary">
              <Link href={`/tenants/${tenant.slug}/placement`}>{t('place')}</Link>
            </Button>
          )}
        </div>
      </Card>
    );
  }
  const server = database.private ? t('ownServer') : (database.serverName ?? database.serverId);
  const problem = database.error && words({ code: database.error.code, params: { server: database.serverName ?? database.serverId, name: database.name } });
  return (
    <Card
      title={t('database')}
      actions={
        <Button asChild size="sm">
          <Link href={`/tenants/${tenant.slug}/provisioning`}>{t('provisioning')}</Link>
        </Button>
      }
    >
      {problem && (
        <Alert tone="bad" title={problem.title} className="mb-3">
          {problem.detail}
        </Alert>
      )}
      <Facts
        items={[
          { term: t('statusLabel'), value: <DatabaseStatusBadge status={database.status} /> },
          { term: t('server'), value: mayReadServers ? <Link href={`/servers/${database.serverId}`} className="hover:underline">{server}</Link> : server },
          { term: t('isolation'), value: t(`isolations.${database.isolation}.name`) },
          { term: t('physicalName'), value: <Copyable value={database.name} label={tc('copy')} /> },
          { term: t('users'), value: <UsersCount tenant={tenant} /> },
        ]}
      />
    </Card>
  );
}

/** How many there were when they were last counted, and when that was. */
function UsersCount({ tenant: { slug, usersCount, countedAt } }: Pick<TenantOverviewProps, 'tenant'>) {
  const t = useTranslations('tenants');
  const format = useFormatter();
  if (typeof usersCount !== 'number') return t('notCounted');
  return (
    <span className="inline-flex flex-wrap items-baseline justify-end gap-x-2">
      {countedAt && <span className="text-ink-faint">{t.rich('countedWhen', { when: () => <RelativeTime at={countedAt} /> })}</span>}
      <Link href={`/tenants/${slug}/users`} className="hover:underline">{format.number(usersCount)}</Link>
    </span>
  );
}

function Copyable({ value, label }: { value: string; label: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code className="truncate font-mono text-xs">{value}</code>
      <CopyButton value={value} label={`${label}: ${value}`} />
    </span>
  );
}
