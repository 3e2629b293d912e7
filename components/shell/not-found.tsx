import { Compass } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export function NotFound() {
  const t = useTranslations('common');
  return (
    <>
      <h1 className="sr-only">{t('notFoundTitle')}</h1>
      <EmptyState
        icon={Compass}
        title={t('notFoundTitle')}
        description={t('notFoundDetail')}
        action={
          <Button asChild>
            <Link href="/">{t('toOverview')}</Link>
          </Button>
        }
      />
    </>
  );
}
