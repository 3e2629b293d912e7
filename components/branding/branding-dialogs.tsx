'use client';

import { useTranslations } from 'next-intl';
import { later } from '@/components/ui/later';
import { toast } from '@/components/ui/toast';
import type { Branding } from '@/lib/model/branding';
import type { BrandingActions } from './branding-actions';

const DiscardDialog = later(() => import('./discard-dialog').then((module) => module.DiscardDialog));
const PublishDialog = later(() => import('./publish-dialog').then((module) => module.PublishDialog));
const HistoryDrawer = later(() => import('./history-drawer').then((module) => module.HistoryDrawer));

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
  return (
    <DiscardDialog
      slug={slug}
      data={data}
      dirty={dirty}
      save={actions.save}
      onDone={(branding) => {
        begin(branding);
        done(t('discardedToast'), branding);
      }}
      onClose={close}
    />
  );
}
