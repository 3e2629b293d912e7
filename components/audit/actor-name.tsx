'use client';

import { useTranslations } from 'next-intl';
import type { AuditEvent } from '@/lib/model/audit';

const LOCAL = /^cli:/;

/** Who did something, as a line shows it: a person or token by name, our own processes and strangers in words. */
export function ActorName({ actor: { type, name } }: Pick<AuditEvent, 'actor'>) {
  const t = useTranslations('audit');
  if (type === 'anonymous') return t('nobody');
  if (type === 'system') return name === 'web' ? t('doorName.rpc') : name === 'worker' ? t('doorName.worker') : name === 'system' ? t('doorName.system') : name;
  // The way it came by has a column of its own.
  return name.replace(LOCAL, '');
}
