'use client';

import { useTranslations } from 'next-intl';
import { useId, useSyncExternalStore } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { NAV_ITEMS } from '@/components/shell/nav-items';
import { Kbd } from './kbd';
import { useModifier } from './use-modifier';
import { singleKeys } from './shortcuts';

/** Every shortcut there is, and the switch for those of a single key. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('palette');
  const nav = useTranslations('nav');
  const id = useId();
  const on = useSyncExternalStore(singleKeys.subscribe, singleKeys.isOn, () => true);
  const rows = [
    { keys: useModifier('K'), what: t('title') },
    { keys: '?', what: t('shortcuts') },
    ...NAV_ITEMS.flatMap(({ key, shortcut }) => (shortcut ? [{ keys: shortcut, what: nav(key) }] : [])),
    { keys: 's', what: t('switch') },
    { keys: 'c', what: t('newTenantHere') },
  ];
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t('shortcuts')}>
        <dl className="divide-y text-sm">
          {rows.map(({ keys, what }) => (
            <div key={keys} className="flex min-h-9 items-center justify-between gap-4">
              <dt>{what}</dt>
              <dd>
                <Kbd keys={keys} />
              </dd>
            </div>
          ))}
        </dl>
        <label htmlFor={id} className="mt-3 flex items-start gap-2 text-sm">
          <Checkbox id={id} checked={on} onCheckedChange={(checked) => singleKeys.set(checked === true)} />
          <span className="pt-0.5">{t('singleKeys')}</span>
        </label>
      </DialogContent>
    </Dialog>
  );
}
