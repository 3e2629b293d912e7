'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { FieldMessage } from '@/components/form/field';
import { Badge } from '@/components/ui/badge';
import { Checkbox } from '@/components/ui/checkbox';
import { orpc } from '@/lib/doors/rpc/client';
import { STANDARD_SCOPES } from '@/lib/model/standard-scopes';
import { withDependents, withNeeded, type Dependent } from './chosen-scopes';
import type { ClientValues } from './client-values';

const LIMIT = 200;

interface ScopeChoiceProps {
  slug: string;
  form: UseFormReturn<ClientValues, unknown, ClientValues>;
}

/** What a client may ask for: a scope brings what it depends on, and takes along what depends on it. */
export function ScopeChoice({ slug, form }: ScopeChoiceProps) {
  const t = useTranslations('clients');
  const { data } = useQuery(orpc.scopes.list.queryOptions({ input: { slug, limit: LIMIT } }));
  const chosen = form.watch('scopes');
  // Those of OpenID Connect are everywhere: they stand while the tenant's own are on their way.
  const listed = data?.items ?? STANDARD_SCOPES.map((scope) => ({ ...scope, displayName: '', system: true }));
  // One that was chosen and is not listed must be seen too, to be taken away.
  const missing = chosen.filter((name) => !listed.some((scope) => scope.name === name));
  const rows: (Dependent & { displayName: string; system: boolean })[] = [...listed, ...missing.map((name) => ({ name, displayName: '', dependsOn: null, system: false }))];
  const { errors } = form.formState;
  const message = errors.scopes?.message ?? errors.scopes?.find?.((one) => one?.message)?.message;
  const toggle = (name: string, on: boolean) => form.setValue('scopes', on ? withNeeded(chosen, name, rows) : withDependents(chosen, name, rows), { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
  return (
    <fieldset className="min-w-0 space-y-1.5">
      <legend className="pb-1 text-sm font-medium">{t('scopes')}</legend>
      <ul className="grid gap-x-4 sm:grid-cols-2">
        {rows.map((scope) => (
          <ScopeRow key={scope.name} scope={scope} checked={chosen.includes(scope.name)} onToggle={(on) => toggle(scope.name, on)} />
        ))}
      </ul>
      <FieldMessage message={message} />
    </fieldset>
  );
}

function ScopeRow({ scope, checked, onToggle }: { scope: Dependent & { displayName: string; system: boolean }; checked: boolean; onToggle: (on: boolean) => void }) {
  const t = useTranslations('clients');
  const id = useId();
  return (
    <li className="flex min-w-0 items-center gap-1.5 py-0.5">
      <Checkbox className="-ml-1" id={id} checked={checked} onCheckedChange={(on) => onToggle(on === true)} />
      <label htmlFor={id} className="flex min-w-0 flex-wrap items-center gap-x-2 text-sm">
        <code className="font-mono break-all">{scope.name}</code>
        {scope.displayName !== '' && <span className="text-ink-soft">{scope.displayName}</span>}
        {!scope.system && <Badge>{t('ownScope')}</Badge>}
      </label>
    </li>
  );
}
