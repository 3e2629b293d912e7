'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
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
import { createRoleInputSchema, type TenantRole } from '@/lib/model/role';
import { possibleParents } from './inheritance';
import type { RoleActions } from './role-actions';

interface RoleValues {
  name: string;
  description: string;
  parent: string;
}
const FIELDS = ['name', 'description', 'parent'] as const;
const valuesOf = (role: TenantRole | null): RoleValues => ({ name: role?.name ?? '', description: role?.description ?? '', parent: role?.parent ?? '' });
const schema = createRoleInputSchema.omit({ slug: true, permissions: true });
const toInput = ({ parent, ...values }: RoleValues) => ({ ...values, parent: parent || null });

/** The change of a role; its name only where it is another. */
function changeOf(slug: string, role: string, values: RoleValues) {
  const { name, ...rest } = toInput(values);
  return { slug, role, ...rest, ...(name !== role && { name }) };
}

interface RoleFormProps {
  slug: string;
  /** Null makes a new one. */
  role: TenantRole | null;
  roles: TenantRole[];
  actions: RoleActions;
  onSaved: (role: TenantRole) => void;
}

/** A role's name, what it is for, and which one it inherits from; what it allows stands in the matrix. */
export function RoleForm({ slug, role: opened, roles, actions, onSaved }: RoleFormProps) {
  const t = useTranslations('roles');
  const tc = useTranslations('common');
  const [role, setRole] = useState(opened);
  const version = useRef(opened?.version);
  const [theirs, setTheirs] = useState<TenantRole | null>(null);
  const { form, onSubmit, problem, busy, done } = useOperationForm<RoleValues, unknown, TenantRole>({
    schema,
    defaultValues: valuesOf(role),
    toInput,
    submit: async (values) => {
      if (!role) return actions.create({ slug, ...toInput(values) });
      const result = await actions.update(changeOf(slug, role.name, values), { ifMatch: version.current });
      if (!result.ok && result.error.code === 'precondition_failed') {
        const latest = await actions.get({ slug, role: role.name });
        if (latest.ok) setTheirs(latest.data);
      }
      return result;
    },
    onDone: onSaved,
  });
  const sent = (values: RoleValues) => (role ? changeOf(slug, role.name, values) : { slug, ...toInput(values) });
  const { errors } = form.formState;
  return (
    <form onSubmit={onSubmit} noValidate className="flex min-h-0 flex-1 flex-col">
      <UnsavedGuard active={form.formState.isDirty && !done} />
      <DrawerBody>
        <FormProblem problem={theirs ? null : problem} />
        <Field label={t('name')} hint={role?.system ? t('systemName') : t('nameHint')} error={errors.name?.message}>
          <Input className="font-mono" autoComplete="off" spellCheck={false} readOnly={role?.system} {...form.register('name')} />
        </Field>
        <Field label={t('description')} error={errors.description?.message} optional>
          <Textarea {...form.register('description')} />
        </Field>
        <Field label={t('parent')} hint={t('parentHint')} error={errors.parent?.message} optional>
          <Select {...form.register('parent')}>
            <option value="">{t('noParent')}</option>
            {possibleParents(roles, role?.name ?? null).map(({ name }) => (
              <option key={name} value={name}>{name}</option>
            ))}
          </Select>
        </Field>
      </DrawerBody>
      <DrawerFooter>
        <CopyAs operation={role ? 'roles.update' : 'roles.create'} input={() => sent(form.getValues())} ifMatch={() => version.current} className="sm:mr-auto" />
        <Button type="submit" variant="primary" pending={busy}>
          {role ? tc('save') : t('create')}
        </Button>
      </DrawerFooter>
      <MergeDialog
        form={form}
        theirs={theirs}
        valuesOf={valuesOf}
        differences={(mine, saved) => FIELDS.filter((name) => mine[name] !== saved[name]).map((name) => ({ name, label: t(name), mine: mine[name], theirs: saved[name] }))}
        onClose={() => setTheirs(null)}
        onTakeTheirs={(saved) => {
          version.current = saved.version;
          form.reset(valuesOf(saved));
          setRole(saved);
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
