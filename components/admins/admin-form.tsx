'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import { CopyAs } from '@/components/api/copy-as';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { MergeDialog } from '@/components/form/merge-dialog';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { updateAdminInputSchema, type Admin } from '@/lib/model/admin';
import type { AdminActions } from './admin-actions';
import { RoleFields, roleInput, type RoleValues } from './role-fields';

interface AdminFormProps {
  admin: Admin;
  /** It is the one who looks: then the role is somebody else's to change. */
  oneself: boolean;
  actions: Pick<AdminActions, 'get' | 'update'>;
  onDone: () => void;
}

const FIELDS = ['name', 'role', 'tenants'] as const;
const valuesOf = ({ email, name, role, tenants }: Admin): RoleValues => ({ email, name, role, tenants });

/** Name, role and tenants of an admin. Each version that was saved or taken over gets a form of its own. */
export function AdminForm({ admin, ...props }: AdminFormProps) {
  const [begun, setBegun] = useState(admin);
  return <VersionForm key={begun.version} admin={begun} onVersion={setBegun} {...props} />;
}

function VersionForm({ admin, oneself, actions, onDone, onVersion }: AdminFormProps & { onVersion: (admin: Admin) => void }) {
  const t = useTranslations('admins');
  const tn = useTranslations('nav');
  const { id, email, role } = admin;
  const version = useRef(admin.version);
  const [theirs, setTheirs] = useState<Admin | null>(null);
  const toInput = (values: RoleValues) => ({ id, ...roleInput(oneself ? { ...values, role } : values) });
  const words = (values: RoleValues): Record<(typeof FIELDS)[number], string> => ({ name: values.name, role: tn(`role.${values.role}`), tenants: roleInput(values).tenants.join(', ') });
  const differences = (mine: RoleValues, saved: RoleValues) => FIELDS.map((field) => ({ name: field, label: t(field), mine: words(mine)[field], theirs: words(saved)[field] })).filter((one) => one.mine !== one.theirs);
  const { form, onSubmit, problem, busy } = useOperationForm<RoleValues, z.infer<typeof updateAdminInputSchema>, Admin>({
    schema: updateAdminInputSchema,
    defaultValues: valuesOf(admin),
    toInput,
    stays: true,
    submit: async (values) => {
      const save = () => actions.update(toInput(values), { ifMatch: version.current });
      const result = await save();
      if (result.ok || result.error.code !== 'precondition_failed') return result;
      const latest = await actions.get({ id });
      if (!latest.ok) return result;
      if (differences(valuesOf(admin), valuesOf(latest.data)).length > 0) {
        setTheirs(latest.data);
        return result;
      }
      // Something changed that does not stand in this form: a second factor, a password, a disabled account.
      version.current = latest.data.version;
      return save();
    },
    onDone: (saved) => {
      toast.success(t('savedToast', { email }));
      onVersion(saved);
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-4">
      <UnsavedGuard active={form.formState.isDirty && !busy} />
      <FormProblem problem={theirs ? null : problem} />
      <Field label={t('name')} error={form.formState.errors.name?.message} optional>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <RoleFields form={form} fixedRole={oneself} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Button type="submit" pending={busy}>{t('save')}</Button>
        <CopyAs operation="admins.update" input={() => toInput(form.getValues())} ifMatch={() => version.current} />
      </div>
      <MergeDialog
        form={form}
        theirs={theirs}
        valuesOf={valuesOf}
        differences={differences}
        onClose={() => setTheirs(null)}
        onTakeTheirs={onVersion}
        onSave={(saved) => {
          version.current = saved.version;
          setTheirs(null);
          void onSubmit();
        }}
      />
    </form>
  );
}
