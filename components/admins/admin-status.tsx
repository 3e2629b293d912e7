import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/ui/badge';
import type { Admin } from '@/lib/model/admin';

const TONES: Record<Admin['status'], Tone> = { active: 'good', invited: 'warn', disabled: 'off' };

export function AdminStatus({ admin }: { admin: Pick<Admin, 'status' | 'linkExpiresAt'> }) {
  const t = useTranslations('admins');
  const expired = admin.status === 'invited' && admin.linkExpiresAt === null;
  return <StatusBadge tone={expired ? 'bad' : TONES[admin.status]}>{t(expired ? 'status.expired' : `status.${admin.status}`)}</StatusBadge>;
}
