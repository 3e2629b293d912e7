'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useRef, useState } from 'react';
import { CopyAs } from '@/components/api/copy-as';
import { Field, FormSection } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { MergeDialog } from '@/components/form/merge-dialog';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { Input, Textarea } from '@/components/ui/input';
import type { Client } from '@/lib/model/client';
import type { ClientActions } from './client-actions';
import { Grants, Lifetimes, OtherUris, RedirectUris, Rules } from './client-fields';
import { clientDifferences, clientValuesOf, toClientInput, type ClientValues } from './client-values';
import { ScopeChoice } from './scope-choice';

const schema = () => import('@/lib/model/client').then(({ createClientInputSchema }) => createClientInputSchema);

interface ClientFormProps {
  slug: string;
  client: Client;
  /** Absent for readers. */
  actions: Pick<ClientActions, 'get' | 'update'> | undefined;
  onSaved: (client: Client) => void;
  onTakeTheirs: (client: Client) => void;
}

/** What was decided of a client; what it is, never changes. */
export function ClientForm({ slug, client, actions, onSaved, onTakeTheirs }: ClientFormProps) {
  const t = useTranslations('clients');
  const tc = useTranslations('common');
  const { kind, type, clientId } = client;
  const version = useRef(client.version);
  const [theirs, setTheirs] = useState<Client | null>(null);
  const toInput = useMemo(() => (values: ClientValues) => toClientInput(slug, { kind, type }, values), [slug, kind, type]);
  const changesOf = (values: ClientValues) => {
    const { kind: _kind, type: _type, ...rest } = toInput(values);
    return rest;
  };
  const { form, onSubmit, problem, busy, done } = useOperationForm<ClientValues, unknown, Client>({
    schema,
    defaultValues: clientValuesOf(client),
    toInput,
    submit: async (values) => {
      const rest = changesOf(values);
      const { get, update } = requireActions(actions);
      const save = () => update({ ...rest, slug, clientId }, { ifMatch: version.current });
      const result = await save();
      if (result.ok || result.error.code !== 'precondition_failed') return result;
      const latest = await get({ slug, clientId });
      if (!latest.ok) return result;
      if (clientDifferences(clientValuesOf(client), clientValuesOf(latest.data)).length > 0) {
        setTheirs(latest.data);
        return result;
      }
      // Only a secret came or went: nothing that stands in this form.
      version.current = latest.data.version;
      return save();
    },
    onDone: onSaved,
  });
  const { errors, isDirty } = form.formState;
  return (
    <form onSubmit={onSubmit} noValidate>
      <UnsavedGuard active={isDirty && !done} />
      <FormProblem problem={theirs ? null : problem} />
      <fieldset disabled={!actions} className="min-w-0 divide-y">
        <FormSection title={t('general')} description={t('generalDetail')}>
          <Field label={t('name')} error={errors.name?.message}>
            <Input autoComplete="off" {...form.register('name')} />
          </Field>
          <Field label={t('description')} error={errors.description?.message} optional>
            <Textarea {...form.register('description')} />
          </Field>
        </FormSection>
        {kind !== 'm2m' && (
          <FormSection title={t('addresses')} description={t('addressesDetail')}>
            <RedirectUris form={form} kind={kind} />
            <OtherUris form={form} kind={kind} />
          </FormSection>
        )}
        <FormSection title={t('allowed')} description={t('allowedDetail')}>
          <ScopeChoice slug={slug} form={form} />
          <Grants form={form} kind={kind} type={type} />
          <Rules form={form} kind={kind} type={type} />
        </FormSection>
        <FormSection title={t('lifetimes')} description={t('lifetimesDetail')}>
          <Lifetimes form={form} kind={kind} />
        </FormSection>
      </fieldset>
      {actions && (
        <div className="flex flex-wrap justify-end gap-2 border-t py-4">
          <CopyAs operation="clients.update" input={() => ({ ...changesOf(form.getValues()), clientId })} ifMatch={() => version.current} />
          <Button type="submit" variant="primary" pending={busy} disabled={!isDirty}>{tc('save')}</Button>
        </div>
      )}
      <MergeDialog
        form={form}
        theirs={theirs}
        valuesOf={clientValuesOf}
        differences={(mine, saved) => clientDifferences(mine, saved).map(({ field, ...both }) => ({ name: field, label: t(field), ...both }))}
        onClose={() => setTheirs(null)}
        onTakeTheirs={onTakeTheirs}
        onSave={(saved) => {
          version.current = saved.version;
          setTheirs(null);
          void onSubmit();
        }}
      />
    </form>
  );
}

function requireActions<T>(actions: T | undefined): T {
  if (!actions) throw new Error('a reader cannot send this form');
  return actions;
}
