import { useTranslations } from 'next-intl';
import { PageSkeleton } from '@/components/ui/skeleton';

export default function FieldsLoading() {
  return <PageSkeleton label={useTranslations('common')('loading')} rows={6} />;
}
