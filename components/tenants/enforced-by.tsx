import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

/** What a setting does, and the operations that make it so: nothing is shown that nothing acts on. */
export function EnforcedBy({ operations, children }: { operations: readonly string[]; children: ReactNode }) {
  const t = useTranslations('tenants.policy');
  return (
    <>
      {children}
      <span className="mt-1.5 flex items-start gap-1.5 text-xs">
        <ShieldCheck className="mt-px size-3.5 shrink-0 text-good-ink" aria-hidden />
        {/* The lines below the first begin where its words do. */}
        <span className="flex min-w-0 flex-wrap items-center gap-x-1.5 gap-y-0.5">
          {t('enforcedBy')}
          {operations.map((operation) => (
            <code key={operation} className="rounded-sm border bg-sunken px-1 font-mono break-all text-ink-soft">
              {operation}
            </code>
          ))}
        </span>
      </span>
    </>
  );
}
