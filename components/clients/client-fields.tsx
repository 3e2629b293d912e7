'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { Field } from '@/components/form/field';
import { Checkbox } from '@/components/ui/checkbox';
import { Input } from '@/components/ui/input';
import { redirectUriProblem, type ClientKind } from '@/lib/model/redirect-uri';
import type { Client, GrantType } from '@/lib/model/client';
import type { ClientValues } from './client-values';
import { UriRows } from './uri-rows';

export type ClientForm = UseFormReturn<ClientValues, unknown, ClientValues>;

const EXAMPLE: Record<Exclude<ClientKind, 'm2m'>, string> = { spa: 'https://app.example.com/callback', native: 'com.example.app:/callback', web: 'https://app.example.com/callback' };

export function RedirectUris({ form, kind }: { form: ClientForm; kind: Exclude<ClientKind, 'm2m'> }) {
  const t = useTranslations('clients');
  return <UriRows form={form} name="redirectUris" kind={kind} label={t('redirectUris')} hint={t(`kind.${kind}.uriHint`)} placeholder={EXAMPLE[kind]} />;
}

/** Where users come back to after signing out, and whose scripts may call. */
export function OtherUris({ form, kind }: { form: ClientForm; kind: Exclude<ClientKind, 'm2m'> }) {
  const t = useTranslations('clients');
  return (
    <>
      <UriRows form={form} name="postLogoutRedirectUris" kind={kind} label={t('postLogoutRedirectUris')} hint={t('postLogoutHint')} placeholder={redirectUriProblem('https://app.example.com/', kind) ? '' : 'https://app.example.com/'} />
      <UriRows form={form} name="allowedOrigins" kind={kind} label={t('allowedOrigins')} hint={t('originsHint')} placeholder="https://app.example.com" />
    </>
  );
}

/** Which grants a client may add to the one that its kind cannot be without. */
export function Grants({ form, kind, type }: { form: ClientForm } & Pick<Client, 'kind' | 'type'>) {
  const t = useTranslations('clients');
  const offered: Exclude<GrantType, 'authorization_code'>[] = kind === 'm2m' ? [] : type === 'confidential' ? ['refresh_token', 'client_credentials'] : ['refresh_token'];
  const chosen = form.watch('grantTypes');
  const set = (grant: GrantType, on: boolean) => form.setValue('grantTypes', on ? [...chosen, grant] : chosen.filter((one) => one !== grant), { shouldDirty: true });
  return (
    <>
      {offered.map((grant) => (
        <Tick key={grant} label={t(`grant.${grant}`)} hint={t(`grant.${grant}_hint`)} checked={chosen.includes(grant)} onChange={(on) => set(grant, on)} />
      ))}
    </>
  );
}

export function Rules({ form, kind, type }: { form: ClientForm } & Pick<Client, 'kind' | 'type'>) {
  const t = useTranslations('clients');
  if (kind === 'm2m') return null;
  return (
    <>
      <Controller control={form.control} name="requirePkce" render={({ field }) => <Tick label={t('requirePkce')} hint={t(type === 'public' ? 'pkceAlways' : 'pkceHint')} disabled={type === 'public'} checked={field.value} onChange={field.onChange} />} />
      <Controller control={form.control} name="requireEmailVerification" render={({ field }) => <Tick label={t('requireEmailVerification')} hint={t('emailVerificationHint')} checked={field.value} onChange={field.onChange} />} />
    </>
  );
}

function Tick({ label, hint, checked, disabled, onChange }: { label: string; hint: string; checked: boolean; disabled?: boolean; onChange: (on: boolean) => void }) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <Checkbox className="-ml-1" id={id} aria-describedby={`${id}-hint`} checked={checked} disabled={disabled} onCheckedChange={(on) => onChange(on === true)} />
      <div className="min-w-0 pt-0.5">
        <label htmlFor={id} className="text-sm font-medium">{label}</label>
        <p id={`${id}-hint`} className="text-sm text-pretty text-ink-faint">{hint}</p>
      </div>
    </div>
  );
}

/** How long tokens live, in seconds. */
export function Lifetimes({ form, kind }: { form: ClientForm; kind: ClientKind }) {
  const t = useTranslations('clients');
  const { errors } = form.formState;
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Field label={t('accessTokenTtlSeconds')} hint={t('accessTtlHint')} error={errors.accessTokenTtlSeconds?.message}>
        <Input inputMode="numeric" autoComplete="off" {...form.register('accessTokenTtlSeconds')} />
      </Field>
      {kind !== 'm2m' && (
        <>
          <Field label={t('idTokenTtlSeconds')} hint={t('accessTtlHint')} error={errors.idTokenTtlSeconds?.message}>
            <Input inputMode="numeric" autoComplete="off" {...form.register('idTokenTtlSeconds')} />
          </Field>
          <Field label={t('refreshTokenTtlSeconds')} hint={t('refreshTtlHint')} error={errors.refreshTokenTtlSeconds?.message}>
            <Input inputMode="numeric" autoComplete="off" placeholder={t('asTenant')} {...form.register('refreshTokenTtlSeconds')} />
          </Field>
        </>
      )}
    </div>
  );
}
