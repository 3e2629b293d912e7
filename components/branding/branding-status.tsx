'use client';

import { useTranslations } from 'next-intl';
import { StatusBadge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Branding } from '@/lib/model/branding';

/** How the draft stands to what users see. */
export function BrandingStatus({ slug, branding, dirty }: { slug: string; branding: Branding; dirty: boolean }) {
  const t = useTranslations('branding');
  const { version, changed, publishedAt, draftSavedAt, draftSavedBy } = branding;
  const address = `/t/${slug}/branding`;
  return (
    <div className="min-w-0 space-y-1 text-sm">
      <p role="status" className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {dirty ? <StatusBadge tone="warn">{t('unsaved')}</StatusBadge> : version === 0 ? <StatusBadge tone="off">{t('notPublished')}</StatusBadge> : changed ? <StatusBadge tone="warn">{t('draftDiffers')}</StatusBadge> : <StatusBadge tone="good">{t('live')}</StatusBadge>}
        {publishedAt && (
          <span className="text-ink-soft">
            {t('versionNumber', { version })} · <RelativeTime at={publishedAt} />
          </span>
        )}
        {changed && draftSavedAt && (
          <span className="text-ink-soft">
            {t('draftSaved', { by: draftSavedBy || '–' })} <RelativeTime at={draftSavedAt} />
          </span>
        )}
      </p>
      <p className="flex flex-wrap items-center gap-1 text-ink-soft">
        {t(version === 0 ? 'addressLater' : 'address')} <code className="font-mono text-xs break-all">{address}</code> <CopyButton value={address} label={t('copyAddress')} />
      </p>
    </div>
  );
}
