'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
import { CopyAs } from '@/components/api/copy-as';
import type { Action } from '@/components/form/action';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { useOperationForm } from '@/components/form/use-operation-form';
import { TenantsField } from '@/components/tenants/tenants-field';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { ROLES } from '@/lib/model/admin';
import type { createTokenInputSchema } from '@/lib/model/token';

export type CreateTokenAction = Action<z.input<typeof createTokenInputSchema>, { token: string }>;
const schema = () => import('@/lib/model/token').then((module) => module.createTokenInputSchema);
interface Values {
  name: string;
  role: (typeof ROLES)[number];
  /** Slugs. */
  tenants: string[];
  expiresInDays: string;
}
const DEFAULTS: Values = { name: '', role: 'operator', tenants: [], expiresInDays: '90' };
const LIMITED: readonly Values['role'][] = ['tenant-admin', 'runtime'];

const toInput = ({ tenants, expiresInDays, ...rest }: Values) => ({
  ...rest,
  // Tenants belong to a limited role: what was chosen before another was chosen is let go.
  tenants: !LIMITED.includes(rest.role) ? [] : tenants,
  ...(expiresInDays !== '' && { expiresInDays: Number(expiresInDays) }),
});

/** Makes a token, and shows it once. */
export function TokenDialog({ create, roles, onCreated }: { create: CreateTokenAction; roles: readonly Values['role'][]; onCreated: () => void }) {
  const t = useTranslations('settings');
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setSecret(null);
      }}
    >
      <DialogTrigger asChild>
        <Button variant="primary" data-shortcut="c">
          <Plus aria-hidden /> {t('newToken')}
        </Button>
      </DialogTrigger>
      <DialogContent title={t('newToken')} description={t('newTokenDetail')}>
        {secret ? (
          <Alert tone="good" title={t('tokenOnce')} live>
            <span className="flex items-center gap-2">
              <code data-testid="token" className="min-w-0 flex-1 font-mono text-xs break-all text-ink">{secret}</code>
              <CopyButton value={secret} label={t('copyToken')} />
            </span>
          </Alert>
        ) : (
          <TokenForm
            create={create}
            roles={roles}
            onDone={({ token }) => {
              setSecret(token);
              onCreated();
            }}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}

function TokenForm({ create, roles, onDone }: { create: CreateTokenAction; roles: readonly Values['role'][]; onDone: (made: { token: string }) => void }) {
  const t = useTranslations('settings');
  const tn = useTranslations('nav');
  const { form, onSubmit, problem, busy } = useOperationForm<Values, z.infer<typeof createTokenInputSchema>, { token: string }>({
    schema,
    defaultValues: { ...DEFAULTS, role: roles.includes(DEFAULTS.role) ? DEFAULTS.role : (roles[0] ?? DEFAULTS.role) },
    toInput,
    submit: (values) => create(toInput(values)),
    onDone,
  });
  const { errors } = form.formState;
  const role = form.watch('role');
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-4">
      <FormProblem problem={problem} />
      <Field label={t('tokenName')} error={errors.name?.message}>
        <Input autoFocus autoComplete="off" {...form.register('name')} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('role')} error={errors.role?.message}>
          <Select {...form.register('role')}>
            {roles.map((value) => (
              <option key={value} value={value}>
                {tn(`role.${value}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('expiresInDays')} error={errors.expiresInDays?.message} optional>
          <Input inputMode="numeric" {...form.register('expiresInDays')} />
        </Field>
      </div>
      {LIMITED.includes(role) && <TenantsField control={form.control} name="tenants" label={t('tokenTenants')} hint={t('tokenTenantsHint')} />}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Button type="submit" variant="primary" pending={busy}>
          {t('createToken')}
        </Button>
        <CopyAs operation="tokens.create" input={() => toInput(form.getValues())} />
      </div>
    </form>
  );
}
