'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyAs } from '@/components/api/copy-as';
import type { ActionProblem } from '@/components/form/action';
import { FormProblem } from '@/components/form/form-problem';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog';
import { orpc } from '@/lib/doors/rpc/client';
import { DEFAULT_THEME, type Branding } from '@/lib/model/branding';
import type { BrandingActions } from './branding-actions';
import { ThemeChangesList } from './theme-changes-list';
import { themeChanges } from './theme-parts';

interface PublishDialogProps {
  slug: string;
  name: string;
  /** The draft that was saved, and what it would replace. */
  branding: Branding;
  actions: BrandingActions;
  onDone: (branding: Branding) => void;
  onClose: () => void;
}

/** What users will see changed, before they do. Another's save meanwhile is shown first, never published unseen. */
export function PublishDialog({ slug, name, branding, actions, onDone, onClose }: PublishDialogProps) {
  const t = useTranslations('branding');
  const tc = useTranslations('common');
  const queries = useQueryClient();
  const [shown, setShown] = useState(branding);
  const [overtaken, setOvertaken] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const changes = themeChanges(shown.published ?? DEFAULT_THEME, shown.draft);
  const failing = shown.contrast.filter(({ ok }) => !ok).length;
  const publish = async () => {
    setBusy(true);
    setProblem(null);
    const result = await actions.publish({ slug }, { ifMatch: shown.etag });
    if (result.ok) return onDone(result.data);
    const latest = result.error.code === 'precondition_failed' ? await actions.get({ slug }) : null;
    setBusy(false);
    if (!latest?.ok) return setProblem(result.error);
    queries.setQueryData(orpc.branding.get.queryKey({ input: { slug } }), latest.data);
    setShown(latest.data);
    setOvertaken(true);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        className="max-w-2xl"
        title={t('publishTitle', { version: shown.version + 1 })}
        description={t(shown.published ? 'publishDetail' : 'publishFirstDetail', { name })}
        footer={
          <>
            <CopyAs operation="branding.publish" input={() => ({ slug })} ifMatch={() => shown.etag} className="sm:mr-auto" />
            <DialogClose asChild>
              <Button>{tc('cancel')}</Button>
            </DialogClose>
            <Button variant="primary" pending={busy} disabled={shown.published !== null && changes.length === 0} onClick={() => void publish()}>
              {t('publish')}
            </Button>
          </>
        }
      >
        <div className="space-y-4">
          <FormProblem problem={problem} />
          {overtaken && <Alert tone="warn" title={t('overtaken')} live>{t('overtakenDetail', { by: shown.draftSavedBy || '–' })}</Alert>}
          {failing > 0 && <Alert tone="warn" title={t('publishContrast', { count: failing })}>{t('publishContrastDetail')}</Alert>}
          {changes.length > 0 ? (
            <section className="space-y-2">
              <h3 className="text-sm font-medium">{t('changesCount', { count: changes.length })}</h3>
              <ThemeChangesList slug={slug} changes={changes} />
            </section>
          ) : (
            <p className="text-sm text-ink-soft">{t(shown.published ? 'noChanges' : 'firstAsItIs')}</p>
          )}
        </div>
      </DialogContent>
    </Dialog>
  );
}
