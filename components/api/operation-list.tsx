import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Card } from '@/components/ui/card';
import type { ReferenceEntry, ReferenceGroup } from '@/lib/doors/rest/reference';
import { MethodBadge } from './method-badge';

/** Operations under their resource; each is a page. */
export function OperationList({ groups }: { groups: readonly ReferenceGroup[] }) {
  return (
    <div className="space-y-4">
      {groups.map(({ noun, about, entries }) => (
        <Card key={noun} id={noun} title={noun} description={about} flush className="scroll-mt-4">
          <ul className="divide-y">
            {entries.map((entry) => (
              <OperationRow key={entry.name} entry={entry} />
            ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}

function OperationRow({ entry: { name, method, path, summary, permission, mayCall } }: { entry: ReferenceEntry }) {
  const t = useTranslations('api');
  return (
    <li>
      <Link href={`/settings/api/${name}`} prefetch={false} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 px-4 py-2 -outline-offset-2 transition-colors hover:bg-hover sm:grid-cols-[auto_minmax(0,1fr)_auto] sm:items-center">
        <MethodBadge method={method} />
        <span className="min-w-0">
          <code className="block font-mono text-xs break-all text-ink">{path}</code>
          <span className="block text-sm text-pretty text-ink-soft">{summary}</span>
        </span>
        {!mayCall && (
          <span className="inline-flex items-center gap-1 text-xs text-ink-faint max-sm:col-start-2" title={t('mayNotDetail', { permission })}>
            <Lock className="size-3.5" aria-hidden /> {t('mayNot')}
          </span>
        )}
      </Link>
    </li>
  );
}

/** Where each resource is on the page. */
export function ResourceNav({ groups }: { groups: readonly ReferenceGroup[] }) {
  const t = useTranslations('api');
  return (
    <nav aria-label={t('resources')} className="sticky top-4 max-lg:hidden">
      <ul className="space-y-px text-sm">
        {groups.map(({ noun, entries }) => (
          <li key={noun}>
            <a href={`#${noun}`} className="flex h-7 items-center justify-between rounded-md px-2 text-ink-soft hover:bg-hover hover:text-ink">
              {noun} <span className="numeric text-xs text-ink-faint">{entries.length}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
