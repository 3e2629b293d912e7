'use client';

import { Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';

export function CopySlugs({ slugs }: { slugs: string[] }) {
  const t = useTranslations('tenants');
  return (
    <Button size="sm" onClick={() => void navigator.clipboard.writeText(slugs.join('\n')).then(() => toast.success(t('slugsCopied', { count: slugs.length })))}>
      <Copy aria-hidden /> {t('copySlugs')}
    </Button>
  );
}
