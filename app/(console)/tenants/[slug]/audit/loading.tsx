import { useTranslations } from 'next-intl';
import { PageSkeleton } from '@/components/ui/skeleton';

export default function TenantAuditLoading() {
  return <PageSkeleton label={useTranslations('common')('loading')} />;
}
