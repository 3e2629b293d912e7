import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { AuthFrame } from './auth-frame';

/** A link of an admin that leads nowhere (`void`), or that cannot be looked up just now (`later`). */
export function LinkRefused({ why }: { why: 'void' | 'later' }) {
  const t = useTranslations('auth');
  return (
    <AuthFrame title={t(why === 'void' ? 'linkVoid' : 'linkLater')} description={t(why === 'void' ? 'linkVoidDetail' : 'linkLaterDetail')}>
      <Button asChild variant="primary" size="lg" className="w-full">
        <Link href="/sign-in">{t('toSignIn')}</Link>
      </Button>
    </AuthFrame>
  );
}
