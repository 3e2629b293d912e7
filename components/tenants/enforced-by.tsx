import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

/** What a setting does, and the operations that make it so: nothing is shown that nothing acts on. */
export function EnforcedBy({ operations, children }: { operations: readonly string[]; children: ReactNode }) {
  const t = useTranslations('tenants.policy');
  return (
    <>
      {children}
      <span className="mt-1 flex flex-wrap items-center gap-x-1.5 gap-y-0.5 text-xs">
        <ShieldCheck className="size-3.5 shrink-0 text-good-ink" aria-hidden />
        {t('enforcedBy')}
        {operations.map((operation) => (
          <code key={operation} className="rounded-sm bg-sunken px-1 font-mono text-ink-soft">
            {operation}
          </code>
        ))}
      </span>
    </>
  );
}
