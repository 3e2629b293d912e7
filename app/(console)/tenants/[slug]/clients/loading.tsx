import { useTranslations } from 'next-intl';
import { PageSkeleton } from '@/components/ui/skeleton';

export default function ClientsLoading() {
  return <PageSkeleton label={useTranslations('common')('loading')} />;
}
