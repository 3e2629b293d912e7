'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { FieldMessage } from '@/components/form/field';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { orpc } from '@/lib/doors/rpc/client';
import type { ScopeValues } from './scope-form';

/** Claims as chips; the tenant's user fields are offered while one types. */
export function ClaimsField({ slug, form }: { slug: string; form: UseFormReturn<ScopeValues, unknown, ScopeValues> }) {
  const t = useTranslations('scopes');
  const id = useId();
  const [typed, setTyped] = useState('');
  const { data } = useQuery({ ...orpc.fields.list.queryOptions({ input: { slug } }), retry: false });
  const claims = form.watch('claims');
  const offered = (data?.items ?? []).map((field) => field.claim ?? field.name).filter((claim) => !claims.includes(claim));
  const { errors } = form.formState;
  const message = errors.claims?.message ?? errors.claims?.find?.((one) => one?.message)?.message;
  const set = (next: string[]) => form.setValue('claims', next, { shouldDirty: true, shouldValidate: true });
  const add = () => {
    const words = typed.split(/[\s,]+/).filter((word) => word !== '' && !claims.includes(word));
    if (words.length > 0) set([...claims, ...new Set(words)]);
    setTyped('');
  };
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="text-sm font-medium">{t('claims')}</label>
      {claims.length > 0 && (
        <ul aria-label={t('claims')} className="flex flex-wrap gap-1">
          {claims.map((claim) => (
            <li key={claim}>
              <Badge className="h-6 pr-0 font-mono">
                <span className="max-w-64 truncate">{claim}</span>
                <button type="button" aria-label={t('removeClaim', { claim })} className="grid size-6 place-items-center rounded-sm hover:bg-hover" onClick={() => set(claims.filter((one) => one !== claim))}>
                  <X className="size-3" aria-hidden />
                </button>
              </Badge>
            </li>
          ))}
        </ul>
      )}
      <div className="flex gap-2">
        <Input
          id={id}
          className="font-mono"
          autoComplete="off"
          spellCheck={false}
          list={`${id}-fields`}
          aria-describedby={`${id}-hint`}
          aria-invalid={message ? true : undefined}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
          onBlur={add}
        />
        <Button onClick={add} className="h-9">{t('addClaim')}</Button>
      </div>
      <datalist id={`${id}-fields`}>
        {offered.map((claim) => <option key={claim} value={claim} />)}
      </datalist>
      <p id={`${id}-hint`} className="text-sm text-pretty text-ink-faint">{t('claimsHint')}</p>
      <FieldMessage message={message} />
    </div>
  );
}
