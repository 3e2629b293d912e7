'use client';

import { Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';

export function CopySlugs({ slugs }: { slugs: string[] }) {
  const t = useTranslations('tenants');
  return (
    <Button size="sm" onClick={() => void navigator.clipboard.writeText(slugs.join('\n')).then(() => toast.success(t('slugsCopied', { count: slugs.length })))}>
      <Copy aria-hidden /> {t('copySlugs')}
    </Button>
  );
}
