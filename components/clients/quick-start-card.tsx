'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { Segments } from '@/components/ui/tabs';
import type { Client } from '@/lib/model/client';
import { quickStarts } from './quick-starts';

/** Stands for what Tenantry does not know: where the authorization server is. */
const UNKNOWN_ISSUER = 'https://issuer.example.com';

/** How an application begins with this client, in two libraries. */
export function QuickStartCard({ client, issuer }: { client: Client; issuer: string | null }) {
  const t = useTranslations('clients');
  const starts = quickStarts(client, issuer ?? UNKNOWN_ISSUER);
  const [chosen, setChosen] = useState(starts[0]?.library ?? '');
  const start = starts.find(({ library }) => library === chosen) ?? starts[0];
  if (!start) return null;
  return (
    <Card title={t('quickStart')} description={issuer === null ? t('quickStartNoIssuer', { issuer: UNKNOWN_ISSUER }) : t('quickStartDetail')}>
      <div className="space-y-2">
        <div className="max-w-full overflow-x-auto">
          <Segments label={t('library')} value={start.library} options={starts.map(({ library }) => ({ value: library, label: library }))} onChange={setChosen} />
        </div>
        <div className="overflow-hidden rounded-lg border bg-sunken">
          <p className="flex items-center justify-between border-b px-3 py-1 text-sm text-ink-soft">
            <code className="font-mono text-xs">{start.file}</code> <CopyButton value={start.code} label={t('copyCode')} />
          </p>
          <pre tabIndex={0} aria-label={start.library} className="overflow-x-auto p-3 font-mono text-xs leading-5">{start.code}</pre>
        </div>
      </div>
    </Card>
  );
}
