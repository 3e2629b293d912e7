'use client';

import { useTranslations } from 'next-intl';
import { useId, useSyncExternalStore } from 'react';
import { ROW_KEYS } from '@/components/data-table/use-row-keys';
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
  const groups = [
    {
      title: t('everywhere'),
      rows: [
        { keys: useModifier('K'), what: t('title') },
        { keys: '?', what: t('shortcuts') },
        ...NAV_ITEMS.flatMap(({ key, shortcut }) => (shortcut ? [{ keys: shortcut, what: nav(key) }] : [])),
        { keys: 's', what: t('switch') },
        { keys: 'c', what: t('newTenantHere') },
      ],
    },
    {
      title: t('inLists'),
      rows: [
        { keys: ROW_KEYS.next, what: t('nextRow') },
        { keys: ROW_KEYS.previous, what: t('previousRow') },
        { keys: 'Enter', what: t('openRow') },
        { keys: ROW_KEYS.select, what: t('selectRow') },
      ],
    },
  ];
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-2xl" title={t('shortcuts')}>
        <div className="grid gap-x-8 gap-y-4 sm:grid-cols-[1.25fr_1fr]">
          {groups.map(({ title, rows }) => (
            <section key={title}>
              <h3 className="pb-1 text-sm text-ink-soft">{title}</h3>
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
            </section>
          ))}
        </div>
        <label htmlFor={id} className="mt-4 flex items-start gap-2 text-sm">
          <Checkbox id={id} checked={on} onCheckedChange={(checked) => singleKeys.set(checked === true)} />
          <span className="pt-0.5">{t('singleKeys')}</span>
        </label>
      </DialogContent>
    </Dialog>
  );
}
