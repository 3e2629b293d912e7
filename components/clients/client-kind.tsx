'use client';

import { Bot, Globe, Server, Smartphone, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { ClientKind } from '@/lib/model/redirect-uri';

export const KIND_ICONS: Record<ClientKind, LucideIcon> = { spa: Globe, native: Smartphone, web: Server, m2m: Bot };

/** What a client is, as icon and word. */
export function ClientKindBadge({ kind }: { kind: ClientKind }) {
  const t = useTranslations('clients');
  const Icon = KIND_ICONS[kind];
  return (
    <Badge>
      <Icon className="size-3.5" aria-hidden /> {t(`kind.${kind}.name`)}
    </Badge>
  );
}
