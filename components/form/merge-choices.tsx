'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { DialogContent } from '@/components/ui/dialog';
import type { FieldDifference, Side } from './merge';
import { MergeTable } from './merge-table';

interface MergeChoicesProps {
  /** As they stood when the save was refused: what is behind is not typed in meanwhile. */
  rows: readonly FieldDifference[];
  /** Whose value is chosen from the start. */
  suggested: (name: string) => Side;
  /** Said above them; by default that each is to be chosen. */
  description?: string;
  onTakeTheirs: () => void;
  /** @param taken names of those that are to be as they saved them */
  onSave: (taken: string[]) => void;
}

/** The inside of the dialog after a save that lost to another editor: both versions of each thing that differs, and a choice for each. */
export function MergeChoices({ rows, suggested, description, onTakeTheirs, onSave }: MergeChoicesProps) {
  const t = useTranslations('common');
  const [chosen, setChosen] = useState<Record<string, Side>>(() => Object.fromEntries(rows.map(({ name }) => [name, suggested(name)])));
  const taken = rows.filter(({ name }) => chosen[name] === 'theirs').map(({ name }) => name);
  return (
    <DialogContent
      className="max-w-2xl"
      title={t('conflictTitle')}
      description={description ?? t(rows.length === 0 ? 'conflictNone' : 'conflictChoose')}
      footer={
        <>
          <Button onClick={onTakeTheirs}>{t('takeTheirs')}</Button>
          <Button variant="primary" onClick={() => onSave(taken)}>
            {t(taken.length === 0 ? 'saveMine' : 'saveChosen')}
          </Button>
        </>
      }
    >
      {rows.length > 0 && <MergeTable rows={rows} chosen={chosen} onChoose={(name, side) => setChosen({ ...chosen, [name]: side })} />}
    </DialogContent>
  );
}
