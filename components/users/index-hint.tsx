'use client';

import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import type { UserColumn } from './column-kinds';

/** Says which of the columns in use have no index, and where they get one. */
export function IndexHint({ slug, columns, used }: { slug: string; columns: readonly UserColumn[]; used: readonly string[] }) {
  const t = useTranslations('users');
  const format = useFormatter();
  const own = columns.filter(({ name, indexed }) => indexed === false && used.includes(name));
  if (own.length === 0) return <Alert tone="info" title={t('notIndexedTitle')}>{t('notIndexedSystem')}</Alert>;
  return (
    <Alert
      tone="info"
      title={t('notIndexedTitle')}
      actions={
        <Button asChild size="sm">
          <Link href={`/tenants/${slug}/fields?index=${encodeURIComponent(own[0]?.name ?? '')}`}>{t('makeIndex', { name: own[0]?.label ?? '' })}</Link>
        </Button>
      }
    >
      {t('notIndexedFields', { names: format.list(own.map(({ label }) => label)), count: own.length })}
    </Alert>
  );
}
