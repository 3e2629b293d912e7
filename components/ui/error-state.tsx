'use client';

import { RotateCw, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from './button';
import { CopyButton } from './copy-button';

interface ErrorStateProps {
  /** The cause, in words. */
  title: string;
  detail?: string;
  /** Finds the entry in the log. */
  reference?: string;
  onRetry?: () => void;
  /** Where trying again is no help: the one next step. */
  action?: ReactNode;
}

export function ErrorState({ title, detail, reference, onRetry, action }: ErrorStateProps) {
  const t = useTranslations('common');
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-6 py-14 text-center">
      <span className="grid size-10 place-items-center rounded-lg border border-bad/30 bg-bad-soft text-bad-ink">
        <TriangleAlert className="size-5" strokeWidth={1.75} aria-hidden />
      </span>
      <div className="max-w-lg space-y-1">
        <p className="text-base font-medium">{title}</p>
        {detail && <p className="text-sm text-pretty text-ink-soft">{detail}</p>}
        {reference && (
          <p className="flex items-center justify-center gap-1 text-sm text-ink-soft">
            {t('reference')} <code className="font-mono text-xs">{reference}</code> <CopyButton value={reference} label={t('copyReference')} />
          </p>
        )}
      </div>
      {onRetry && (
        <Button onClick={onRetry}>
          <RotateCw aria-hidden /> {t('tryAgain')}
        </Button>
      )}
      {action}
    </div>
  );
}
