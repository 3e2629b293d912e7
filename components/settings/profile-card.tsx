import { useTranslations } from 'next-intl';
import type { Me } from '@/components/shell/user-menu';
import { Card, Facts } from '@/components/ui/card';

export function ProfileCard({ me }: { me: Me }) {
  const t = useTranslations('settings');
  const tn = useTranslations('nav');
  return (
    <Card title={t('account')}>
      <Facts
        items={[
          { term: t('name'), value: me.principal.name || '–' },
          { term: t('email'), value: me.principal.email ?? '–' },
          { term: t('role'), value: tn(`role.${me.principal.role as 'owner'}`) },
        ]}
      />
    </Card>
  );
}
