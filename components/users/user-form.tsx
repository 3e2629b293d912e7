'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useRef, useState } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { CopyAs } from '@/components/api/copy-as';
import { fieldOptions } from '@/components/field-types';
import { FieldInput } from '@/components/field-types/field-input';
import { useFieldWords } from '@/components/field-types/use-words';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { MergeDialog } from '@/components/form/merge-dialog';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { DrawerBody, DrawerFooter } from '@/components/ui/drawer';
import { Input } from '@/components/ui/input';
import type { Field as FieldModel } from '@/lib/model/field';
import { textFor } from '@/lib/model/field-text';
import type { User } from '@/lib/model/user';
import type { UserActions } from './actions-type';
import { fieldLabel } from './column-kinds';
import { PROFILE_TEXTS, toCreateInput, toUpdateInput, userDifferences, userFormSchema, userValuesOf, type ShowValue, type UserFormValues } from './user-values';

interface UserFormProps {
  slug: string;
  /** Null makes a new one. */
  user: User | null;
  fields: readonly FieldModel[];
  mayWrite: boolean;
  actions: Pick<UserActions, 'create' | 'update' | 'get'>;
  onSaved: (user: User) => void;
}
type Form = UseFormReturn<UserFormValues, unknown, UserFormValues>;

/** A user's profile and the tenant's own fields, made from their definitions. */
export function UserForm({ slug, user: opened, fields: given, mayWrite, actions, onSaved }: UserFormProps) {
  const t = useTranslations('users');
  const tc = useTranslations('common');
  const language = useLocale();
  const words = useFieldWords();
  // What is being typed keeps its inputs, though somebody may change the fields meanwhile.
  const [fields] = useState(given);
  const [user, setUser] = useState(opened);
  const version = useRef(opened?.version);
  const [theirs, setTheirs] = useState<User | null>(null);
  const schema = useMemo(() => userFormSchema(fields, user === null), [fields, user]);
  const toInput = useMemo(() => (values: UserFormValues) => (user ? toUpdateInput(slug, user, fields, values) : toCreateInput(slug, fields, values)), [slug, user, fields]);
  const { form, onSubmit, problem, busy, done } = useOperationForm<UserFormValues, unknown, User>({
    schema,
    defaultValues: userValuesOf(user, fields),
    toInput,
    submit: async (values) => {
      if (!user) return actions.create(toCreateInput(slug, fields, values));
      const result = await actions.update(toUpdateInput(slug, user, fields, values), { ifMatch: version.current });
      if (!result.ok && result.error.code === 'precondition_failed') {
        const latest = await actions.get({ slug, id: user.id });
        if (!latest.ok) return result;
        // What others did elsewhere, such as enabling the user, is no matter of this form.
        if (userDifferences(userValuesOf(user, fields), userValuesOf(latest.data, fields), labelOf, show).length === 0) {
          return actions.update(toUpdateInput(slug, user, fields, values), { ifMatch: latest.data.version });
        }
        setTheirs(latest.data);
      }
      return result;
    },
    onDone: onSaved,
  });
  const ownOf = (path: string) => fields.find(({ name }) => path === `customFields.${name}`);
  const labelOf = (path: string) => {
    const own = ownOf(path);
    return own ? fieldLabel(own, language) : t(`column.${path as 'email'}`);
  };
  const show: ShowValue = (path, value) => {
    const own = ownOf(path);
    return words(own?.type ?? (path === 'emailVerified' ? 'boolean' : 'text'), value, own && fieldOptions(own, language));
  };
  return (
    <form onSubmit={onSubmit} noValidate className="flex min-h-0 flex-1 flex-col">
      <UnsavedGuard active={form.formState.isDirty && !done} />
      <DrawerBody>
        {user?.status === 'disabled' && user.disabledReason && <Alert tone="warn" title={user.disabledReason} />}
        {!mayWrite && <Alert tone="info" title={t('mayNotEdit')} />}
        <FormProblem problem={theirs ? null : problem} />
        <fieldset disabled={!mayWrite} className="space-y-5">
          <ProfileFields form={form} creating={user === null} />
          {fields.length > 0 && <OwnFields form={form} fields={fields} />}
        </fieldset>
      </DrawerBody>
      {mayWrite && (
        <DrawerFooter>
          <CopyAs operation={user ? 'users.update' : 'users.create'} input={() => toInput(form.getValues())} ifMatch={() => version.current} className="sm:mr-auto" />
          <Button type="submit" variant="primary" pending={busy}>
            {user ? tc('save') : t('create')}
          </Button>
        </DrawerFooter>
      )}
      <MergeDialog
        form={form}
        theirs={theirs}
        valuesOf={(saved) => userValuesOf(saved, fields)}
        differences={(mine, saved) => userDifferences(mine, saved, labelOf, show)}
        onClose={() => setTheirs(null)}
        onTakeTheirs={(saved) => {
          version.current = saved.version;
          form.reset(userValuesOf(saved, fields));
          setUser(saved);
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

function ProfileFields({ form, creating }: { form: Form; creating: boolean }) {
  const t = useTranslations('users');
  const { errors } = form.formState;
  return (
    <div className="space-y-4">
      <h3 className="text-base">{t('profile')}</h3>
      <Field label={t('column.email')} error={errors.email?.message}>
        <Input type="email" autoComplete="off" spellCheck={false} {...form.register('email')} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        {PROFILE_TEXTS.map((name) => (
          <Field key={name} label={t(`column.${name}`)} error={errors[name]?.message} optional>
            <Input autoComplete="off" {...form.register(name)} />
          </Field>
        ))}
      </div>
      <Tick form={form} name="emailVerified" label={t('column.emailVerified')} />
      {creating && (
        <>
          <Field label={t('password')} hint={t('passwordHint')} error={errors.password?.message} optional>
            <Input type="password" autoComplete="new-password" {...form.register('password')} />
          </Field>
          <Tick form={form} name="temporaryPassword" label={t('temporary')} />
        </>
      )}
    </div>
  );
}

function Tick({ form, name, label }: { form: Form; name: 'emailVerified' | 'temporaryPassword'; label: string }) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field: { value, onChange } }) => (
        <label className="flex items-center gap-2 text-sm">
          <Checkbox className="-ml-1" checked={value} onCheckedChange={(checked) => onChange(checked === true)} /> {label}
        </label>
      )}
    />
  );
}

/** One control per field, under its group's heading. */
function OwnFields({ form, fields }: { form: Form; fields: readonly FieldModel[] }) {
  const t = useTranslations('users');
  const language = useLocale();
  const { errors } = form.formState;
  const groups = [...new Set(fields.map(({ group }) => group))];
  return groups.map((group) => (
    <div key={group} className="space-y-4 border-t pt-4">
      <h3 className="text-base">{group || t('ownFields')}</h3>
      {fields
        .filter((field) => field.group === group)
        .map((field) => (
          <Controller
            key={field.id}
            control={form.control}
            name={`customFields.${field.name}`}
            render={({ field: { ref, value, onChange, onBlur } }) => (
              <Field label={fieldLabel(field, language)} hint={textFor(field.description, language) || undefined} error={errors.customFields?.[field.name]?.message} optional={!field.required}>
                <FieldInput type={field.type} ref={ref} options={fieldOptions(field, language)} emptyLabel={t('noValue')} value={value} onChange={onChange} onBlur={onBlur} />
              </Field>
            )}
          />
        ))}
    </div>
  ));
}
