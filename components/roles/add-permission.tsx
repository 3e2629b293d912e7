'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field } from '@/components/form/field';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { TENANT_PERMISSION } from '@/lib/model/states';

/** Puts another row into the matrix; a permission exists once a role has it. */
export function AddPermission({ rows, onAdd }: { rows: readonly string[]; onAdd: (permission: string) => void }) {
  const t = useTranslations('roles');
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  return (
    <form
      noValidate
      className="border-t bg-sunken px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        const permission = typed.trim();
        if (rows.includes(permission)) return setError(t('alreadyListed'));
        if (!TENANT_PERMISSION.test(permission)) return setError(t('notAPermission'));
        onAdd(permission);
        setTyped('');
        setError(undefined);
      }}
    >
      <Field label={t('addPermission')} hint={t('addPermissionHint')} error={error} className="max-w-xl">
        <PermissionInput value={typed} onChange={setTyped} label={t('add')} />
      </Field>
    </form>
  );
}

/** The label's id and description belong to the input, the button stands beside it. */
function PermissionInput({ value, onChange, label, ...control }: { value: string; onChange: (value: string) => void; label: string }) {
  return (
    <span className="flex gap-2">
      <Input {...control} className="font-mono" value={value} onChange={(event) => onChange(event.target.value)} autoComplete="off" spellCheck={false} maxLength={128} />
      <Button type="submit" size="lg" className="h-9">
        <Plus aria-hidden /> {label}
      </Button>
    </span>
  );
}
