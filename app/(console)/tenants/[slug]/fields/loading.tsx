import { useTranslations } from 'next-intl';
import { CardSkeleton } from '@/components/ui/skeleton';

export default function FieldsLoading() {
  return <CardSkeleton label={useTranslations('common')('loading')} rows={6} />;
}
