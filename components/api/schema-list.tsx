import { useTranslations } from 'next-intl';
import { Breakable } from '@/components/ui/breakable';
import type { SchemaRow } from '@/lib/doors/rest/schema-rows';

/** Values of an input or an answer, each with type, bounds and meaning. Read as a list, for on a phone no table of four columns fits. */
export function SchemaList({ rows }: { rows: readonly SchemaRow[] }) {
  const t = useTranslations('api');
  return (
    <dl className="divide-y border-t text-sm">
      {rows.map(({ path, type, required, description, notes }) => (
        <div key={path} className="grid gap-x-4 gap-y-0.5 px-4 py-2 sm:grid-cols-[minmax(10rem,1fr)_minmax(0,1fr)]">
          <dt className="min-w-0">
            <code className="font-mono text-xs font-medium break-words text-ink"><Breakable path={path} /></code>
          </dt>
          <dd className="min-w-0 space-y-0.5 text-ink-soft">
            {description && <p className="text-pretty">{description}</p>}
            <p className="text-xs break-words text-ink-faint">
              {required && <><strong className="font-medium text-ink-soft">{t('required')}</strong> · </>}
              {[type, ...notes].join(' · ')}
            </p>
          </dd>
        </div>
      ))}
    </dl>
  );
}
