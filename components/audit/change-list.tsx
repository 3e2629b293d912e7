import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { AuditChange } from '@/lib/model/audit';
import { Breakable } from '@/components/ui/breakable';
import { cn } from '@/components/ui/cn';
import { ExactTime } from '@/components/ui/exact-time';
import { changeParts, type Side } from './change-parts';

/** As the server writes one. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Each field that changed, with what it was and what it became: beside each other, on phones below. */
export function ChangeList({ changes }: { changes: readonly AuditChange[] }) {
  const t = useTranslations('audit');
  if (changes.length === 0) return <p className="mt-4 text-sm text-ink-soft">{t('noChanges')}</p>;
  return (
    <table role="table" className="mt-4 w-full table-fixed border-separate border-spacing-0 text-left text-sm max-sm:block">
      <caption className="pb-1.5 text-left font-medium max-sm:block">{t('changes')}</caption>
      <thead role="rowgroup" className="text-ink-soft max-sm:sr-only">
        <tr role="row">
          <th role="columnheader" scope="col" className="w-[34%] border-b py-1.5 pr-3 font-medium">{t('field')}</th>
          <th role="columnheader" scope="col" className="border-b py-1.5 pr-3 font-medium">{t('before')}</th>
          <th role="columnheader" scope="col" className="border-b py-1.5 font-medium">{t('after')}</th>
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-sm:block">
        {changes.map((change) => {
          const { before, after } = changeParts(change);
          return (
            <tr role="row" key={change.path} className="align-top max-sm:grid max-sm:gap-1 max-sm:border-b max-sm:py-2">
              <th role="rowheader" scope="row" className="py-1.5 pr-3 font-mono text-xs font-normal break-words text-ink-soft max-sm:p-0"><Breakable path={change.path} /></th>
              <td role="cell" className="py-1 pr-3 max-sm:p-0">
                <ShownSide side={before} label={t('before')} className="bg-bad-soft text-ink" />
              </td>
              <td role="cell" className="py-1 max-sm:p-0">
                <ShownSide side={after} label={t('after')} className="bg-good-soft text-ink" />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ShownSide({ side, label, className }: { side: Side; label: string; className: string }) {
  const t = useTranslations('audit');
  const name = <span className="mr-2 text-xs text-ink-soft sm:hidden">{label}</span>;
  if (side.kind === 'unset') return <p className="py-0.5 text-ink-faint">{name}{t('unset')}</p>;
  if (side.kind === 'masked') return <p className="flex flex-wrap items-center gap-1 py-0.5 text-ink-soft">{name}<Lock className="size-3.5" aria-hidden />{t('masked')}</p>;
  return (
    <div className="max-sm:flex max-sm:items-start">
      {name}
      <div className="min-w-0 flex-1 space-y-0.5">
        {side.lines.map(({ text, same }, index) => (
          <p key={index} className={cn('w-fit max-w-full rounded-sm px-1.5 py-0.5 break-words whitespace-pre-wrap', side.code && 'font-mono text-xs', same ? 'text-ink-soft' : className)}>
            {MOMENT.test(text) ? <ExactTime at={text} /> : text}
          </p>
        ))}
      </div>
    </div>
  );
}
