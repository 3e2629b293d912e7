'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { MergeTable } from './merge-table';
import { suggestedSide, takeFields, type FieldDifference, type Side } from './merge';

interface MergeDialogProps<V extends FieldValues, T> {
  form: UseFormReturn<V, unknown, V>;
  /** What somebody else saved meanwhile; null while nobody did. */
  theirs: T | null;
  valuesOf: (theirs: T) => V;
  /** Where what is typed and what they saved differ. */
  differences: (mine: V, theirs: V) => FieldDifference[];
  onClose: () => void;
  /** The form begins again with what they saved. */
  onTakeTheirs: (theirs: T) => void;
  /** The form holds the chosen values: they are to be saved over theirs. */
  onSave: (theirs: T) => void;
}

/**
 * A save that lost to another editor: both versions of each field that differs, and the reader chooses for each. What only
 * they changed is theirs from the start, so that nobody's work is lost by pressing on.
 */
export function MergeDialog<V extends FieldValues, T>({ theirs, onClose, ...props }: MergeDialogProps<V, T>) {
  return (
    <Dialog open={theirs !== null} onOpenChange={(open) => !open && onClose()}>
      {theirs !== null && <MergeContent {...props} theirs={theirs} />}
    </Dialog>
  );
}

function MergeContent<V extends FieldValues, T>({ form, theirs, valuesOf, differences, onTakeTheirs, onSave }: Omit<MergeDialogProps<V, T>, 'theirs' | 'onClose'> & { theirs: T }) {
  const t = useTranslations('common');
  // As it stood when the save was refused: the form behind is not typed in meanwhile.
  const [rows] = useState(() => differences(form.getValues(), valuesOf(theirs)));
  const [chosen, setChosen] = useState<Record<string, Side>>(() => Object.fromEntries(rows.map(({ name }) => [name, suggestedSide(form, name)])));
  const taken = rows.filter(({ name }) => chosen[name] === 'theirs').map(({ name }) => name);
  const save = () => {
    takeFields(form, valuesOf(theirs), taken);
    onSave(theirs);
  };
  return (
    <DialogContent
      className="max-w-2xl"
      title={t('conflictTitle')}
      description={t(rows.length === 0 ? 'conflictNone' : 'conflictChoose')}
      footer={
        <>
          <Button onClick={() => onTakeTheirs(theirs)}>{t('takeTheirs')}</Button>
          <Button variant="primary" onClick={save}>
            {t(taken.length === 0 ? 'saveMine' : 'saveChosen')}
          </Button>
        </>
      }
    >
      {rows.length > 0 && <MergeTable rows={rows} chosen={chosen} onChoose={(name, side) => setChosen({ ...chosen, [name]: side })} />}
    </DialogContent>
  );
}
