'use client';

import { useTranslations } from 'next-intl';
import { PageHeader } from '@/components/shell/page-header';
import { useRunKind } from '@/components/status/words';
import type { Run } from '@/lib/model/run';

export function RunTitle({ run }: { run: Run }) {
  const t = useTranslations('runs');
  const kind = useRunKind();
  return <PageHeader crumbs={[{ href: '/runs', label: t('title') }]} title={kind(run.kind)} description={run.tenant && <code className="font-mono text-sm">{run.tenant}</code>} />;
}
