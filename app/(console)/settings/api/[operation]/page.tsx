import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { MethodBadge } from '@/components/api/method-badge';
import { OperationReference } from '@/components/api/operation-reference';
import { PageHeader } from '@/components/shell/page-header';
import { pageOrigin } from '@/lib/doors/page';
import { referenceOf } from '@/lib/doors/rest/reference';
import { currentMe } from '../../../me';

interface Props {
  params: Promise<{ operation: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { operation }] = await Promise.all([getTranslations('api'), params]);
  return { title: `${operation} · ${t('title')}` };
}

export default async function OperationPage({ params }: Props) {
  const [t, ts, me, { operation }, origin] = await Promise.all([getTranslations('api'), getTranslations('settings'), currentMe(), params, pageOrigin()]);
  const reference = referenceOf(operation, me.permissions);
  if (!reference) notFound();
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/settings', label: ts('title') }, { href: '/settings/api', label: t('title') }, { href: `/settings/api#${reference.noun}`, label: reference.noun }]}
        title={reference.name}
        description={
          <>
            <span className="block">{reference.summary}</span>
            <span className="mt-2 flex items-start gap-2">
              <MethodBadge method={reference.method} />
              <code className="font-mono text-xs leading-5 break-all">{reference.path}</code>
            </span>
          </>
        }
      />
      <OperationReference reference={reference} origin={origin} />
    </>
  );
}
