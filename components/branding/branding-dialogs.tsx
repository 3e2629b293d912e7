'use client';

import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { DEFAULT_THEME, type Branding } from '@/lib/model/branding';
import type { BrandingActions } from './branding-actions';
import { ThemeChangesList } from './theme-changes-list';
import { themeChanges } from './theme-parts';

// Fetched when one is first opened.
const PublishDialog = dynamic(() => import('./publish-dialog').then((module) => module.PublishDialog), { ssr: false });
const HistoryDrawer = dynamic(() => import('./history-drawer').then((module) => module.HistoryDrawer), { ssr: false });

export type OpenDialog = { kind: 'publish'; branding: Branding } | { kind: 'history' } | { kind: 'discard' };

interface BrandingDialogsProps {
  slug: string;
  name: string;
  data: Branding;
  /** Something is typed that was not saved. */
  dirty: boolean;
  actions: BrandingActions | undefined;
  open: OpenDialog | null;
  onOpen: (open: OpenDialog | null) => void;
  onChanged: (branding: Branding) => void;
  /** The editor goes on with this one. */
  begin: (branding: Branding) => void;
}

/** What is asked before users see something else. */
export function BrandingDialogs({ slug, name, data, dirty, actions, open, onOpen, onChanged, begin }: BrandingDialogsProps) {
  const t = useTranslations('branding');
  const close = () => onOpen(null);
  const done = (words: string, branding: Branding) => {
    toast.success(words);
    onChanged(branding);
    close();
  };
  if (open?.kind === 'history') {
    // What is typed and not saved stays: the editor follows by itself where nothing is.
    return <HistoryDrawer slug={slug} branding={data} rollBack={actions?.rollBack} onRolledBack={(branding, to) => done(t('rolledBackToast', { version: branding.version, to }), branding)} onClose={close} />;
  }
  if (!actions || !open) return null;
  if (open.kind === 'publish') {
    return <PublishDialog slug={slug} name={name} branding={open.branding} actions={actions} onDone={(branding) => done(t('publishedToast', { version: branding.version }), branding)} onClose={close} />;
  }
  const target = data.published ?? DEFAULT_THEME;
  return (
    <ConfirmDialog
      title={t('discardTitle')}
      description={`${t(data.published ? 'discardDetail' : 'discardFirstDetail', { version: data.version })}${dirty ? ` ${t('discardTyped')}` : ''}`}
      confirm={t('discardDraft')}
      run={() => actions.save({ slug, draft: target }, { ifMatch: data.etag })}
      onDone={(branding) => {
        begin(branding);
        done(t('discardedToast'), branding);
      }}
      onClose={close}
    >
      <ThemeChangesList slug={slug} changes={themeChanges(data.draft, target)} />
    </ConfirmDialog>
  );
}
