'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo, useRef, useState } from 'react';
import { CopyAs } from '@/components/api/copy-as';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { MergeDialog } from '@/components/form/merge-dialog';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { DrawerBody, DrawerFooter } from '@/components/ui/drawer';
import { Input, Textarea } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { orpc } from '@/lib/doors/rpc/client';
import { createScopeInputSchema, type Scope } from '@/lib/model/scope';
import { ClaimsField } from './claims-field';
import type { ScopeActions } from './scope-actions';

export interface ScopeValues {
  name: string;
  displayName: string;
  description: string;
  claims: string[];
  dependsOn: string;
}
const FIELDS = ['displayName', 'description', 'claims', 'dependsOn'] as const;
const LIMIT = 200;
const valuesOf = (scope: Scope | null): ScopeValues => ({ name: scope?.name ?? '', displayName: scope?.displayName ?? '', description: scope?.description ?? '', claims: [...(scope?.claims ?? [])], dependsOn: scope?.dependsOn ?? '' });
const shown = (value: string | string[]) => (Array.isArray(value) ? value.join(', ') : value);

/** The change of a scope, whose name stays. */
const changeOf = <I extends { name: string }>(scope: string, { name: _name, ...rest }: I) => ({ scope, ...rest });

interface ScopeFormProps {
  slug: string;
  /** Null makes a new one. */
  scope: Scope | null;
  actions: ScopeActions;
  onSaved: (scope: Scope) => void;
}

/** A scope of the tenant's own: what users are asked, what it brings, and what it needs. */
export function ScopeForm({ slug, scope: opened, actions, onSaved }: ScopeFormProps) {
  const t = useTranslations('scopes');
  const tc = useTranslations('common');
  const [scope, setScope] = useState(opened);
  const version = useRef(opened?.version);
  const [theirs, setTheirs] = useState<Scope | null>(null);
  const { data } = useQuery(orpc.scopes.list.queryOptions({ input: { slug, limit: LIMIT } }));
  const toInput = useMemo(() => ({ dependsOn, ...values }: ScopeValues) => ({ slug, ...values, dependsOn: dependsOn || null }), [slug]);
  const { form, onSubmit, problem, busy, done } = useOperationForm<ScopeValues, unknown, Scope>({
    schema: createScopeInputSchema,
    defaultValues: valuesOf(scope),
    toInput,
    submit: async (values) => {
      if (!scope) return actions.create(toInput(values));
      const result = await actions.update(changeOf(scope.name, toInput(values)), { ifMatch: version.current });
      if (!result.ok && result.error.code === 'precondition_failed') {
        const latest = await actions.get({ slug, scope: scope.name });
        if (latest.ok) setTheirs(latest.data);
      }
      return result;
    },
    onDone: onSaved,
  });
  const sent = (values: ScopeValues) => (scope ? changeOf(scope.name, toInput(values)) : toInput(values));
  const { errors } = form.formState;
  return (
    <form onSubmit={onSubmit} noValidate className="flex min-h-0 flex-1 flex-col">
      <UnsavedGuard active={form.formState.isDirty && !done} />
      <DrawerBody>
        <FormProblem problem={theirs ? null : problem} />
        <Field label={t('name')} hint={t('nameHint')} error={errors.name?.message}>
          <Input className="font-mono" autoComplete="off" spellCheck={false} readOnly={scope !== null} {...form.register('name')} />
        </Field>
        <Field label={t('displayName')} hint={t('displayNameHint')} error={errors.displayName?.message} optional>
          <Input autoComplete="off" {...form.register('displayName')} />
        </Field>
        <Field label={t('description')} error={errors.description?.message} optional>
          <Textarea {...form.register('description')} />
        </Field>
        <ClaimsField slug={slug} form={form} />
        <Field label={t('dependsOn')} hint={t('dependsOnHint')} error={errors.dependsOn?.message} optional>
          <Select {...form.register('dependsOn')} key={data ? 'read' : 'reading'}>
            <option value="">{t('noDependency')}</option>
            {(data?.items ?? []).filter(({ name }) => name !== scope?.name).map(({ name }) => (
              <option key={name} value={name}>{name}</option>
            ))}
          </Select>
        </Field>
      </DrawerBody>
      <DrawerFooter>
        <CopyAs operation={scope ? 'scopes.update' : 'scopes.create'} input={() => sent(form.getValues())} ifMatch={() => version.current} className="sm:mr-auto" />
        <Button type="submit" variant="primary" pending={busy}>{scope ? tc('save') : t('create')}</Button>
      </DrawerFooter>
      <MergeDialog
        form={form}
        theirs={theirs}
        valuesOf={valuesOf}
        differences={(mine, saved) => FIELDS.map((name) => ({ name, label: t(name), mine: shown(mine[name]), theirs: shown(saved[name]) })).filter((one) => one.mine !== one.theirs)}
        onClose={() => setTheirs(null)}
        onTakeTheirs={(saved) => {
          version.current = saved.version;
          form.reset(valuesOf(saved));
          setScope(saved);
          setTheirs(null);
        }}
        onSave={(saved) => {
          version.current = saved.version;
          setTheirs(null);
          void onSubmit();
        }}
      />
    </form>
  );
}
