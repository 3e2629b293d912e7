'use client';

import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/ui/copy-button';

const SHOWN = 12;

/** The head of a checksum, the whole of it to copy. */
export function Checksum({ value }: { value: string }) {
  const t = useTranslations('migrations');
  return (
    <span className="inline-flex items-center gap-1">
      <code title={value} className="font-mono text-xs text-ink-soft">
        {value.slice(0, SHOWN)}
      </code>
      <CopyButton value={value} label={t('copyChecksum')} />
    </span>
  );
}
