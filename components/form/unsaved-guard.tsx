'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog';
import { useClosingQuestion } from '@/components/ui/drawer';

/** Closing the drawer that the guard stands in, as a place to go to. */
const CLOSE = 'close';

/** Asks before unsaved changes are left behind: by a link of ours, by closing the drawer they are in, or by closing the tab. */
export function UnsavedGuard({ active }: { active: boolean }) {
  const t = useTranslations('common');
  const router = useRouter();
  const [target, setTarget] = useState<string | null>(null);
  const ask = useCallback(() => setTarget(CLOSE), []);
  const close = useClosingQuestion(active ? ask : null);
  const leave = () => (target === CLOSE ? close?.() : target && router.push(target));
  useEffect(() => {
    if (!active) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (!(link instanceof HTMLAnchorElement) || link.target || event.metaKey || event.ctrlKey || event.shiftKey) return;
      const url = new URL(link.href);
      if (url.origin !== location.origin || url.pathname === location.pathname) return;
      event.preventDefault();
      // Of two guards on a page, the first one asks.
      event.stopImmediatePropagation();
      setTarget(url.pathname + url.search);
    };
    window.addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, true);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, true);
    };
  }, [active]);
  return (
    <Dialog open={target !== null} onOpenChange={(open) => !open && setTarget(null)}>
      <DialogContent
        title={t('unsavedTitle')}
        description={t('unsavedDetail')}
        footer={
          <>
            <DialogClose asChild>
              <Button variant="secondary">{t('keepEditing')}</Button>
            </DialogClose>
            <Button variant="danger" onClick={leave}>
              {t('discard')}
            </Button>
          </>
        }
      />
    </Dialog>
  );
}
