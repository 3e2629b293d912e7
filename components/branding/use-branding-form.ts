'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { ActionProblem } from '@/components/form/action';
import { useOperationForm } from '@/components/form/use-operation-form';
import type { Branding, Theme } from '@/lib/model/branding';
import type { BrandingActions } from './branding-actions';
import { themeChanges } from './theme-parts';

const schema = () => import('@/lib/model/branding').then(({ saveBrandingInputSchema }) => saveBrandingInputSchema);

export interface BrandingValues {
  draft: Theme;
}
export type BrandingForm = UseFormReturn<BrandingValues, unknown, BrandingValues>;

interface Options {
  slug: string;
  /** As last read; another editor's work comes by it. */
  data: Branding;
  /** Absent for readers. */
  actions: BrandingActions | undefined;
  onSaved: (saved: Branding) => void;
}

interface BrandingFormState {
  form: BrandingForm;
  /** Saves the draft as it stands. @returns what was saved, null when it was not */
  save: () => Promise<Branding | null>;
  /** The form goes on with this one. */
  begin: (from: Branding) => void;
  busy: boolean;
  problem: ActionProblem | null;
  /** The draft that a save lost to. */
  theirs: Branding | null;
  closeTheirs: () => void;
  /** Saves what the form holds over theirs. */
  saveOver: (theirs: Branding) => void;
}

/** The draft as it is typed. It follows what others save for as long as nothing is typed, and never loses what is. */
export function useBrandingForm({ slug, data, actions, onSaved }: Options): BrandingFormState {
  const base = useRef(data);
  const saved = useRef<Branding | null>(null);
  const [theirs, setTheirs] = useState<Branding | null>(null);
  const toInput = useCallback((values: BrandingValues) => ({ slug, ...values }), [slug]);
  const { form, onSubmit, problem, busy } = useOperationForm<BrandingValues, unknown, Branding>({
    schema,
    defaultValues: { draft: data.draft },
    toInput,
    stays: true,
    submit: async (values) => {
      if (!actions) throw new Error('a reader cannot send this form');
      const send = () => actions.save(toInput(values), { ifMatch: base.current.etag });
      const result = await send();
      if (result.ok || result.error.code !== 'precondition_failed') return result;
      const latest = await actions.get({ slug });
      if (!latest.ok) return result;
      if (themeChanges(base.current.draft, latest.data.draft).length > 0) {
        setTheirs(latest.data);
        return result;
      }
      // Something was published meanwhile; the draft is still the one that this form began with.
      base.current = latest.data;
      return send();
    },
    onDone: (draft) => {
      saved.current = draft;
      begin(draft);
      onSaved(draft);
    },
  });
  const begin = (from: Branding) => {
    base.current = from;
    setTheirs(null);
    form.reset({ draft: from.draft });
  };
  const save = async () => {
    saved.current = null;
    await onSubmit();
    return saved.current;
  };
  const { isDirty } = form.formState;
  useEffect(() => {
    if (isDirty || data.etag === base.current.etag) return;
    base.current = data;
    form.reset({ draft: data.draft });
  }, [data, form, isDirty]);
  return {
    ...{ form, save, begin, busy, theirs },
    problem: theirs ? null : problem,
    closeTheirs: () => setTheirs(null),
    saveOver: (latest) => {
      base.current = latest;
      setTheirs(null);
      void save();
    },
  };
}
