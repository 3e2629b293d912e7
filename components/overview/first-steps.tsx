import { Boxes, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** What a new console shows first: the one thing to do. */
export function FirstSteps() {
  const t = useTranslations('tenants');
  return (
    <div className="panel">
      <EmptyState
        icon={Boxes}
        title={t('emptyTitle')}
        description={t('emptyDetail')}
        action={
          <Button asChild variant="primary">
            <Link href="/tenants/new">
              <Plus aria-hidden /> {t('new')}
            </Link>
          </Button>
        }
        className="py-10"
      />
    </div>
  );
}
