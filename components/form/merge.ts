import { get, type FieldPath, type FieldValues, type UseFormReturn } from 'react-hook-form';

/** One field in which two versions differ, as a reader sees both. */
export interface FieldDifference {
  /** Its place in the form. */
  name: string;
  label: string;
  mine: string;
  theirs: string;
}

export type Side = 'mine' | 'theirs';
type Form<V extends FieldValues> = UseFormReturn<V, unknown, V>;

/** Whose value a field is best given: theirs where only they changed it, else mine. */
export function suggestedSide<V extends FieldValues>(form: Form<V>, name: string): Side {
  const opened: unknown = get(form.formState.defaultValues, name);
  const typed: unknown = get(form.getValues(), name);
  return JSON.stringify(typed) === JSON.stringify(opened) ? 'theirs' : 'mine';
}

/** Gives the form their values of the fields that were chosen so; all else stays as it was typed. */
export function takeFields<V extends FieldValues>(form: Form<V>, theirs: V, names: readonly string[]): void {
  for (const name of names) form.setValue(name as FieldPath<V>, get(theirs, name), { shouldDirty: true });
}
