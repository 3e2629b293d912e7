import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { PageHeader } from '@/components/shell/page-header';
import { TenantStatusBadge } from '@/components/status/status';
import { DatabaseGate } from '@/components/tenants/database-gate';
import { LinkTabs } from '@/components/ui/tabs';
import { callForPage } from '@/lib/doors/page';
import { getTenant } from '@/lib/operations/tenants/get-tenant';
import { currentMe } from '../../me';

export default async function TenantLayout({ params, children }: { params: Promise<{ slug: string }>; children: ReactNode }) {
  const [t, ts, tr, tf, tm, tcl, tsc, tb, ta, { slug }] = await Promise.all([getTranslations('tenants'), getTranslations('sessions'), getTranslations('roles'), getTranslations('fields'), getTranslations('migrations'), getTranslations('clients'), getTranslations('scopes'), getTranslations('branding'), getTranslations('audit'), params]);
  const [tenant, me] = await Promise.all([callForPage(getTenant, { slug }), currentMe()]);
  const tabs = [
    { href: `/tenants/${slug}`, label: t('overview') },
    ...(tenant.database ? [{ href: `/tenants/${slug}/users`, label: t('users') }] : []),
    ...(tenant.database ? [{ href: `/tenants/${slug}/sessions`, label: ts('title'), deep: true }] : []),
    ...(tenant.database ? [{ href: `/tenants/${slug}/roles`, label: tr('title') }] : []),
    { href: `/tenants/${slug}/clients`, label: tcl('title'), deep: true },
    { href: `/tenants/${slug}/scopes`, label: tsc('title') },
    { href: `/tenants/${slug}/branding`, label: tb('title') },
    ...(tenant.database ? [{ href: `/tenants/${slug}/fields`, label: tf('title') }] : []),
    ...(tenant.database ? [{ href: `/tenants/${slug}/provisioning`, label: t('provisioning') }] : []),
    ...(tenant.database ? [{ href: `/tenants/${slug}/migrations`, label: tm('title') }] : []),
    { href: `/tenants/${slug}/audit`, label: ta('title') },
    { href: `/tenants/${slug}/settings`, label: t('settings') },
  ];
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/tenants', label: t('title') }]}
        title={tenant.name}
        status={<TenantStatusBadge status={tenant.status} />}
        description={<code className="font-mono text-sm">{tenant.slug}</code>}
      />
      <LinkTabs label={t('sections')} items={tabs} />
      <div className="pt-5">
        <DatabaseGate tenant={tenant} mayPlace={me.permissions.includes('tenants:provision')}>
          {children}
        </DatabaseGate>
      </div>
    </>
  );
}
