import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/ui/badge';
import type { LIVENESS } from '@/lib/model/states';

export type Liveness = (typeof LIVENESS)[number];
const TONES: Record<Liveness, Tone> = { active: 'good', expired: 'unknown', revoked: 'off' };

/** What a session or refresh token is worth now. */
export function LivenessBadge({ status }: { status: Liveness }) {
  const t = useTranslations('sessions');
  return <StatusBadge tone={TONES[status]}>{t(`status.${status}`)}</StatusBadge>;
}
