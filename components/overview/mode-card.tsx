'use client';

import { Check, Minus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import type { Overview } from './types';

const SHOWN = ['users', 'tokens', 'mfa', 'consents', 'rbac', 'globalSync'] as const;

/** The mode in force, and what it makes possible or not. */
export function ModeCard({ mode, capabilities }: Pick<Overview, 'mode' | 'capabilities'>) {
  const t = useTranslations('overview');
  return (
    <Card title={t('mode')} actions={<Badge>{mode}</Badge>}>
      <p className="mb-3 text-sm text-pretty text-ink-soft">{t(`modes.${mode}`)}</p>
      <ul className="grid grid-cols-2 gap-x-3 gap-y-1.5 text-sm">
        {SHOWN.map((name) => (
          <li key={name} className="flex items-center gap-1.5">
            {capabilities[name] ? <Check className="size-3.5 text-good-ink" aria-hidden /> : <Minus className="size-3.5 text-ink-faint" aria-hidden />}
            <span className={capabilities[name] ? undefined : 'text-ink-soft'}>{t(`capabilities.${name}`)}</span>
            <span className="sr-only">{capabilities[name] ? t('available') : t('unavailable')}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
