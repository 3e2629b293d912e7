'use client';

import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { DEFAULT_THEME, type Branding } from '@/lib/model/branding';
import type { BrandingActions } from './branding-actions';
import { ThemeChangesList } from './theme-changes-list';
import { themeChanges } from './theme-parts';

interface DiscardDialogProps {
  slug: string;
  data: Branding;
  /** Something is typed that was not saved. */
  dirty: boolean;
  save: BrandingActions['save'];
  onDone: (branding: Branding) => void;
  onClose: () => void;
}

/** Asks before the draft becomes again what is published, and says what goes. */
export function DiscardDialog({ slug, data, dirty, save, onDone, onClose }: DiscardDialogProps) {
  const t = useTranslations('branding');
  const target = data.published ?? DEFAULT_THEME;
  return (
    <ConfirmDialog
      title={t('discardTitle')}
      description={`${t(data.published ? 'discardDetail' : 'discardFirstDetail', { version: data.version })}${dirty ? ` ${t('discardTyped')}` : ''}`}
      confirm={t('discardDraft')}
      run={() => save({ slug, draft: target }, { ifMatch: data.etag })}
      onDone={onDone}
      onClose={onClose}
    >
      <ThemeChangesList slug={slug} changes={themeChanges(data.draft, target)} />
    </ConfirmDialog>
  );
}
