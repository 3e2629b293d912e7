'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { CopyAs } from '@/components/api/copy-as';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { Drawer, DrawerBody, DrawerFooter } from '@/components/ui/drawer';
import { Input } from '@/components/ui/input';
import { RadioCards } from '@/components/ui/radio-cards';
import { createClientInputSchema, KIND_DEFAULTS } from '@/lib/model/client';
import { CLIENT_KINDS, type ClientKind } from '@/lib/model/client-kinds';
import type { ClientActions, CreatedClient } from './client-actions';
import { RedirectUris } from './client-fields';
import { KIND_ICONS } from './client-kind';
import { newClientValues, toClientInput, type ClientValues } from './client-values';
import { QuickStartCard } from './quick-start-card';
import { ScopeChoice } from './scope-choice';
import { SecretOnce } from './secret-once';

interface CreateClientProps {
  slug: string;
  /** The tenant's own issuer, for the first lines of code. */
  issuer: string | null;
  create: ClientActions['create'];
  onCreated: () => void;
  onClose: () => void;
}

/** First what it is, then what it needs, then its secret and how to begin. */
export function CreateClient({ slug, issuer, create, onCreated, onClose }: CreateClientProps) {
  const t = useTranslations('clients');
  const [kind, setKind] = useState<ClientKind>('spa');
  const [step, setStep] = useState<'kind' | 'details'>('kind');
  const [made, setMade] = useState<CreatedClient | null>(null);
  const title = made ? t('createdTitle', { name: made.name }) : t('new');
  return (
    <Drawer open wide onClose={onClose} title={title} description={made ? <code className="font-mono text-sm">{made.clientId}</code> : step === 'kind' ? t('kindDetail') : t(`kind.${kind}.name`)}>
      {made ? (
        <Created slug={slug} issuer={issuer} client={made} />
      ) : step === 'kind' ? (
        <>
          <DrawerBody>
            <RadioCards
              label={t('kindLabel')}
              value={kind}
              onChange={(value) => setKind(CLIENT_KINDS.find((one) => one === value) ?? kind)}
              options={CLIENT_KINDS.map((value) => {
                const Icon = KIND_ICONS[value];
                return { value, title: <><Icon className="size-4 text-ink-faint" aria-hidden /> {t(`kind.${value}.name`)}</>, description: t(`kind.${value}.detail`) };
              })}
            />
          </DrawerBody>
          <DrawerFooter>
            <Button variant="primary" onClick={() => setStep('details')}>{t('continue')}</Button>
          </DrawerFooter>
        </>
      ) : (
        <Details
          key={kind}
          slug={slug}
          kind={kind}
          create={create}
          onBack={() => setStep('kind')}
          onCreated={(client) => {
            setMade(client);
            onCreated();
          }}
        />
      )}
    </Drawer>
  );
}

function Details({ slug, kind, create, onBack, onCreated }: { slug: string; kind: ClientKind; create: ClientActions['create']; onBack: () => void; onCreated: (client: CreatedClient) => void }) {
  const t = useTranslations('clients');
  const toInput = useMemo(() => (values: ClientValues) => toClientInput(slug, { kind, type: KIND_DEFAULTS[kind].type }, values), [slug, kind]);
  const { form, onSubmit, problem, busy, done } = useOperationForm<ClientValues, unknown, CreatedClient>({
    schema: createClientInputSchema,
    defaultValues: newClientValues(kind),
    toInput,
    submit: (values) => create(toInput(values)),
    onDone: onCreated,
  });
  const { errors } = form.formState;
  return (
    <form onSubmit={onSubmit} noValidate className="flex min-h-0 flex-1 flex-col">
      <UnsavedGuard active={form.formState.isDirty && !done} />
      <DrawerBody>
        <FormProblem problem={problem} />
        <Field label={t('name')} hint={t('nameHint')} error={errors.name?.message}>
          <Input autoComplete="off" {...form.register('name')} />
        </Field>
        <Field label={t('clientId')} hint={t('clientIdHint')} error={errors.clientId?.message} optional>
          <Input className="font-mono" autoComplete="off" spellCheck={false} {...form.register('clientId')} />
        </Field>
        {kind !== 'm2m' && <RedirectUris form={form} kind={kind} />}
        <ScopeChoice slug={slug} form={form} />
      </DrawerBody>
      <DrawerFooter>
        <CopyAs operation="clients.create" input={() => toInput(form.getValues())} className="sm:mr-auto" />
        <Button onClick={onBack}>{t('back')}</Button>
        <Button type="submit" variant="primary" pending={busy}>{t('create')}</Button>
      </DrawerFooter>
    </form>
  );
}

function Created({ slug, issuer, client }: { slug: string; issuer: string | null; client: CreatedClient }) {
  const t = useTranslations('clients');
  return (
    <>
      <DrawerBody>
        {client.clientSecret !== undefined && <SecretOnce secret={client.clientSecret} />}
        <QuickStartCard client={client} issuer={issuer} />
      </DrawerBody>
      <DrawerFooter>
        <Button asChild variant="primary">
          <Link href={`/tenants/${slug}/clients/${client.clientId}`}>{t('open')}</Link>
        </Button>
      </DrawerFooter>
    </>
  );
}
