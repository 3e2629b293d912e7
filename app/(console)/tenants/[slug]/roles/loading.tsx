import { useTranslations } from 'next-intl';
import { CardSkeleton } from '@/components/ui/skeleton';

export default function RolesLoading() {
  return <CardSkeleton label={useTranslations('common')('loading')} />;
}
