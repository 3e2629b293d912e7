'use client';

import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { CopyButton } from '@/components/ui/copy-button';

/** A secret, for the only time that anybody sees it. */
export function SecretOnce({ secret }: { secret: string }) {
  const t = useTranslations('clients');
  return (
    <Alert tone="good" title={t('secretOnce')} live>
      <span className="flex items-center gap-2">
        <code data-testid="client-secret" className="min-w-0 flex-1 font-mono text-xs break-all text-ink">{secret}</code>
        <CopyButton value={secret} label={t('copySecret')} />
      </span>
    </Alert>
  );
}
