'use client';

import { useCallback, useState } from 'react';
import { useForm, type DefaultValues, type FieldPath, type FieldValues, type UseFormReturn } from 'react-hook-form';
import type { ActionProblem, ActionResult } from './action';
import { placeProblem } from './place-problem';
import { useZodResolver, type SchemaSource } from './zod-resolver';

interface OperationFormOptions<V extends FieldValues, I, O> {
  /** The operation's own input schema. */
  schema: SchemaSource<I>;
  defaultValues: DefaultValues<V>;
  /** The operation's input from what the form holds. Stable: defined outside the component. */
  toInput?: (values: V) => unknown;
  submit: (values: V) => Promise<ActionResult<O>>;
  onDone: (data: O) => void;
  /** The form is still there after it was saved, and may be saved again. */
  stays?: boolean;
}

export interface OperationForm<V extends FieldValues> {
  form: UseFormReturn<V, unknown, V>;
  onSubmit: (event?: React.BaseSyntheticEvent) => Promise<void>;
  /** What the server refused that belongs to no field on screen. */
  problem: ActionProblem | null;
  /** At work, or done and on its way to the next page. */
  busy: boolean;
  done: boolean;
}

/**
 * A form over an operation: checked here with the operation's schema, checked again by the server,
 * whose messages land under their fields. Focus goes to the first of them.
 */
export function useOperationForm<V extends FieldValues, I, O>(options: OperationFormOptions<V, I, O>): OperationForm<V> {
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const [done, setDone] = useState(false);
  const resolver = useZodResolver<V, I>(options.schema, options.toInput);
  const form = useForm<V, unknown, V>({ resolver, defaultValues: options.defaultValues, mode: 'onTouched' });
  const { submit, onDone, stays = false } = options;

  const send = useCallback(
    async (values: V) => {
      setProblem(null);
      const result = await submit(values);
      if (result.ok) {
        setDone(!stays);
        onDone(result.data);
        return;
      }
      const { placed, rest } = placeProblem(result.error, (path) => hasField(form, path));
      placed.forEach(({ path, message }, index) => form.setError(path as FieldPath<V>, { type: 'server', message }, { shouldFocus: index === 0 }));
      setProblem(rest);
    },
    [form, submit, onDone, stays],
  );
  return { form, onSubmit: form.handleSubmit(send), problem, busy: form.formState.isSubmitting || done, done };
}

function hasField<V extends FieldValues>(form: UseFormReturn<V, unknown, V>, path: string): boolean {
  const at = (name: string) => name in form.control._fields || name.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], form.control._fields) !== undefined;
  // One item of a list that one control holds whole belongs to that control.
  return at(path) || (/\.\d+$/.test(path) && at(`${path.replace(/\.\d+$/, '')}._f`));
}
