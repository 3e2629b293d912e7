'use client';

import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { CopyButton } from '@/components/ui/copy-button';

/** Recovery codes, for the only time that anybody sees them. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const t = useTranslations('settings');
  return (
    <div className="space-y-3">
      <Alert tone="good" title={t('recoveryOnce')} live>{t('recoveryUse')}</Alert>
      <div className="flex items-start justify-between gap-2 rounded-lg border bg-sunken px-4 py-3">
        <ul data-testid="recovery-codes" className="grid flex-1 gap-x-6 gap-y-1 font-mono text-xs sm:grid-cols-2">
          {codes.map((code) => <li key={code}>{code}</li>)}
        </ul>
        <CopyButton value={codes.join('\n')} label={t('copyRecovery')} />
      </div>
    </div>
  );
}
