'use client';

import { Eye, EyeOff, PlugZap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Action, ActionResult } from '@/components/form/action';
import { Field } from '@/components/form/field';
import { CheckList } from '@/components/servers/check-list';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import type { ConnectionTest } from '@/lib/model/server';

interface OwnServerFieldProps {
  value: string;
  onChange: (value: string) => void;
  error?: string;
  test: Action<{ dsn: string }, ConnectionTest>;
}

/** The connection string of a server that only this tenant uses, hidden unless asked for, and its trial. */
export function OwnServerField({ value, onChange, error, test }: OwnServerFieldProps) {
  const t = useTranslations('tenants');
  const ts = useTranslations('servers');
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<ActionResult<ConnectionTest> | null>(null);
  const change = (next: string) => {
    // What was found is true of the string that was tried.
    setResult(null);
    onChange(next);
  };
  const start = async () => {
    setBusy(true);
    setResult(null);
    setResult(await test({ dsn: value }));
    setBusy(false);
  };
  const refused = result && !result.ok ? result.error : null;
  return (
    <div className="panel space-y-3 p-4">
      <Field label={t('ownDsn')} hint={t('ownDsnHint')} error={error ?? refused?.errors[0]?.message}>
        <Input
          type={shown ? 'text' : 'password'}
          autoComplete="off"
          spellCheck={false}
          placeholder="postgres://user:password@host:5432/database"
          className="font-mono text-xs"
          value={value}
          onChange={(event) => change(event.target.value)}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button pending={busy} disabled={value.trim() === ''} onClick={() => void start()}>
          {!busy && <PlugZap aria-hidden />} {ts('testConnection')}
        </Button>
        <Button variant="ghost" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />} {shown ? t('ownHide') : t('ownShow')}
        </Button>
      </div>
      {refused && refused.errors.length === 0 && <Alert tone="bad" title={refused.title} live>{refused.detail}</Alert>}
      {result?.ok && (
        <div role="status" className="space-y-3">
          <Alert tone={result.data.ok ? 'good' : 'bad'} title={result.data.ok ? ts('testOk') : ts('testFailed')} />
          <CheckList checks={result.data.checks} />
        </div>
      )}
    </div>
  );
}
