import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { AuthFrame } from './auth-frame';

const WORDS = {
  done: { title: 'setupDone', detail: 'setupDoneDetail' },
  void: { title: 'setupVoid', detail: 'setupVoidDetail' },
  noToken: { title: 'setupNoToken', detail: 'setupNoTokenDetail' },
} as const;

/** A set-up link that leads nowhere: why, and the way on. */
export function SetupRefused({ why }: { why: keyof typeof WORDS }) {
  const t = useTranslations('auth');
  const { title, detail } = WORDS[why];
  return (
    <AuthFrame title={t(title)} description={t(detail)}>
      <Button asChild variant="primary" size="lg" className="w-full">
        <Link href="/sign-in">{t('toSignIn')}</Link>
      </Button>
    </AuthFrame>
  );
}
