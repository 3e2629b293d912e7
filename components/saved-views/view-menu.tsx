'use client';

import { Ellipsis, Pencil, RotateCcw, Save, Star, StarOff, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dropdown, DropdownContent, DropdownItem, DropdownSeparator, DropdownTrigger } from '@/components/ui/dropdown';
import type { SavedView } from '@/lib/model/saved-view';

export type ViewIntent = 'overwrite' | 'restore' | 'rename' | 'default' | 'remove';

/** What can be done with the view that is open. */
export function ViewMenu({ view, changed, onChoose }: { view: SavedView; changed: boolean; onChoose: (intent: ViewIntent) => void }) {
  const t = useTranslations('views');
  return (
    <Dropdown>
      <DropdownTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={t('actionsOf', { name: view.name })}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownTrigger>
      <DropdownContent align="start">
        {changed && (
          <>
            <DropdownItem onSelect={() => onChoose('overwrite')}>
              <Save aria-hidden /> {t('keepChanges')}
            </DropdownItem>
            <DropdownItem onSelect={() => onChoose('restore')}>
              <RotateCcw aria-hidden /> {t('dropChanges')}
            </DropdownItem>
            <DropdownSeparator />
          </>
        )}
        <DropdownItem onSelect={() => onChoose('rename')}>
          <Pencil aria-hidden /> {t('rename')}
        </DropdownItem>
        <DropdownItem onSelect={() => onChoose('default')}>
          {view.isDefault ? <StarOff aria-hidden /> : <Star aria-hidden />} {view.isDefault ? t('noDefault') : t('makeDefault')}
        </DropdownItem>
        <DropdownItem onSelect={() => onChoose('remove')}>
          <Trash2 aria-hidden /> {t('remove')}
        </DropdownItem>
      </DropdownContent>
    </Dropdown>
  );
}
