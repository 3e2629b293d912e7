'use client';

import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import type { FieldDrift } from '@/lib/model/field';
import type { Pending } from './use-pending';

interface DriftNoticeProps {
  drift: readonly FieldDrift[];
  pending: Pending;
  mayResolve: boolean;
}

/** What somebody changed in the table by hand, as a difference, with what can be made of it. */
export function DriftNotice({ drift, pending, mayResolve }: DriftNoticeProps) {
  const t = useTranslations('fields');
  const tp = useTranslations('plan');
  return (
    <Alert tone="warn" title={t('driftTitle')}>
      <p>{tp('driftDetail')}</p>
      <ul className="mt-2 divide-y rounded-md border bg-surface px-3">
        {drift.map((one) => (
          <li key={`${one.kind}-${one.column}`} data-drift={one.kind} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2">
            <Difference {...one} />
            {mayResolve && <Choices drift={one} pending={pending} />}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Difference({ kind, column, expected, found }: FieldDrift) {
  const t = useTranslations('fields');
  return (
    <div className="min-w-0 flex-1 basis-60 space-y-1">
      <p className="text-ink">{t(`drift.${kind}`, { column, expected: expected ?? '–', found: found ?? '–' })}</p>
      {kind !== 'column_unmarked' && (
        <pre className="font-mono text-xs break-words whitespace-pre-wrap">
          {expected !== null && <Line sign="−" className="text-bad-ink" text={kind === 'column_renamed' ? expected : `${column} ${expected}`} />}
          {found !== null && <Line sign="+" className="text-good-ink" text={kind === 'column_renamed' ? found : `${column} ${found}`} />}
        </pre>
      )}
    </div>
  );
}

const Line = ({ sign, text, className }: { sign: string; text: string; className: string }) => (
  <span className={`block ${className}`}>
    {sign} {text}
  </span>
);

function Choices({ drift: { kind, column, choices }, pending }: { drift: FieldDrift; pending: Pending }) {
  const t = useTranslations('plan');
  const chosen = pending.drift.find((one) => one.column === column)?.op;
  if (chosen) {
    return (
      <Button size="sm" variant="ghost" onClick={() => pending.resolve(column, null)}>
        <Undo2 aria-hidden /> {t('undoChange', { name: column })}
      </Button>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      {choices.map((choice) => (
        <Button key={choice} size="sm" onClick={() => pending.resolve(column, choice)}>
          {t(`choice.${choice}.${kind}`)}
        </Button>
      ))}
    </div>
  );
}
