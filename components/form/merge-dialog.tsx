'use client';

import { useState } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { Dialog } from '@/components/ui/dialog';
import { suggestedSide, takeFields, type FieldDifference } from './merge';
import { MergeChoices } from './merge-choices';

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
  // As it stood when the save was refused: the form behind is not typed in meanwhile.
  const [rows] = useState(() => differences(form.getValues(), valuesOf(theirs)));
  const save = (taken: string[]) => {
    takeFields(form, valuesOf(theirs), taken);
    onSave(theirs);
  };
  return <MergeChoices rows={rows} suggested={(name) => suggestedSide(form, name)} onTakeTheirs={() => onTakeTheirs(theirs)} onSave={save} />;
}
