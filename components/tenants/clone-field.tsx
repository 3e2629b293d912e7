'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useState } from 'react';
import { Field } from '@/components/form/field';
import { Combobox } from '@/components/ui/combobox';
import { orpc } from '@/lib/doors/rpc/client';

/** Shown at once; who has more tenants finds them by typing. */
const OFFERED = 50;

interface CloneFieldProps {
  /** Slug; empty for none. */
  value: string;
  onChange: (slug: string) => void;
  error: string | undefined;
}

/** Another tenant whose configuration a new one begins with, found by name or slug. */
export function CloneField({ value, onChange, error }: CloneFieldProps) {
  const t = useTranslations('tenants');
  const tc = useTranslations('common');
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { data } = useQuery({ ...orpc.tenants.list.queryOptions({ input: { limit: OFFERED, ...(q && { q }) } }), placeholderData: keepPreviousData });
  const options = (data?.items ?? []).filter(({ status }) => status !== 'PENDING_DELETION').map(({ slug, name }) => ({ value: slug, label: `${name} (${slug})` }));
  return (
    <Field label={t('cloneFrom')} hint={t('cloneFromHint')} error={error} optional>
      <Combobox
        value={value}
        onChange={onChange}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        options={options}
        placeholder={t('cloneFromNone')}
        noneLabel={tc('nothingFound')}
        listLabel={t('title')}
      />
    </Field>
  );
}
