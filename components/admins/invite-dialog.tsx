'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
import { CopyAs } from '@/components/api/copy-as';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { inviteAdminInputSchema, type Admin } from '@/lib/model/admin';
import type { AdminActions, OneTimeLink } from './admin-actions';
import { LinkOnce } from './link-once';
import { RoleFields, roleInput, type RoleValues } from './role-fields';

type Invited = Admin & { link: OneTimeLink };
const DEFAULTS: RoleValues = { email: '', name: '', role: 'operator', tenants: [] };
const toInput = (values: RoleValues) => ({ email: values.email, ...roleInput(values) });

/** Invites somebody, and shows the link once. */
export function InviteDialog({ invite, onDone, onClose }: { invite: AdminActions['invite']; onDone: () => void; onClose: () => void }) {
  const t = useTranslations('admins');
  const tc = useTranslations('common');
  const [made, setMade] = useState<Invited | null>(null);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={made ? t('invitedTitle') : t('invite')} description={made ? undefined : t('inviteDetail')} footer={made && <Button variant="primary" onClick={onClose}>{tc('close')}</Button>}>
        {made ? (
          <LinkOnce link={made.link} email={made.email} />
        ) : (
          <InviteForm
            invite={invite}
            onDone={(invited) => {
              setMade(invited);
              onDone();
            }}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}

function InviteForm({ invite, onDone }: { invite: AdminActions['invite']; onDone: (invited: Invited) => void }) {
  const t = useTranslations('admins');
  const { form, onSubmit, problem, busy } = useOperationForm<RoleValues, z.infer<typeof inviteAdminInputSchema>, Invited>({
    schema: inviteAdminInputSchema,
    defaultValues: DEFAULTS,
    toInput,
    submit: (values) => invite(toInput(values)),
    onDone,
  });
  const { errors } = form.formState;
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-4">
      <FormProblem problem={problem} />
      <Field label={t('email')} error={errors.email?.message}>
        <Input type="email" autoFocus autoComplete="off" {...form.register('email')} />
      </Field>
      <Field label={t('name')} error={errors.name?.message} optional>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <RoleFields form={form} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Button type="submit" variant="primary" pending={busy}>{t('makeLink')}</Button>
        <CopyAs operation="admins.invite" input={() => toInput(form.getValues())} />
      </div>
    </form>
  );
}
