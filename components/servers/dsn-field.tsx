'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { Field } from '@/components/form/field';
import { Input } from '@/components/ui/input';
import { partsOfDsn } from './dsn';
import type { ServerFormValues } from './server-values';

/** Paste a connection string: its parts go to their fields, and the string itself is kept nowhere. */
export function DsnField({ form, example }: { form: UseFormReturn<ServerFormValues, unknown, ServerFormValues>; example: string }) {
  const t = useTranslations('servers');
  const tv = useTranslations('validation');
  const [text, setText] = useState('');
  const [filled, setFilled] = useState(false);
  const take = (value: string) => {
    const parts = partsOfDsn(value);
    setText(parts ? '' : value);
    setFilled(parts !== null);
    if (!parts) return;
    const { tlsMode, ...fields } = parts;
    for (const [name, part] of Object.entries(fields)) form.setValue(name as 'host', part, { shouldDirty: true });
    form.setValue('tls.mode', tlsMode as ServerFormValues['tls']['mode'], { shouldDirty: true });
    if (form.getValues('name') === '') form.setValue('name', parts.host, { shouldDirty: true });
    form.clearErrors();
  };
  return (
    <Field label={t('dsn')} hint={<span role="status">{filled ? t('dsnFilled') : t('dsnHint')}</span>} error={text !== '' ? tv('dsnInvalid') : undefined} optional>
      <Input type="text" autoComplete="off" spellCheck={false} placeholder={example} value={text} onChange={(event) => take(event.target.value)} className="font-mono text-xs" />
    </Field>
  );
}
