import { useTranslations } from 'next-intl';
import { ListSkeleton } from '@/components/ui/skeleton';

export default function TenantAuditLoading() {
  return <ListSkeleton label={useTranslations('common')('loading')} />;
}
