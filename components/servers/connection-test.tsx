'use client';

import { PlugZap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { ActionProblem, ActionResult } from '@/components/form/action';
import { placeProblem } from '@/components/form/place-problem';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import type { ConnectionTest } from '@/lib/model/server';
import { DRIVER_TRAITS } from '@/lib/model/server-drivers';
import { CheckList } from './check-list';
import type { ServerFormValues } from './server-values';

interface ConnectionTestPanelProps {
  form: UseFormReturn<ServerFormValues, unknown, ServerFormValues>;
  run: (values: ServerFormValues) => Promise<ActionResult<ConnectionTest>>;
}

/** Tries what the form holds, saved or not, and shows each check with its time and what to do. */
export function ConnectionTestPanel({ form, run }: ConnectionTestPanelProps) {
  const t = useTranslations('servers');
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<ConnectionTest | null>(null);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const start = async () => {
    if (!(await form.trigger(undefined, { shouldFocus: true }))) return;
    setBusy(true);
    setProblem(null);
    setResult(null);
    const answer = await run(form.getValues());
    setBusy(false);
    if (answer.ok) return setResult(answer.data);
    const { placed, rest } = placeProblem(answer.error, (path) => path in form.getValues());
    placed.forEach(({ path, message }, index) => form.setError(path as 'host', { type: 'server', message }, { shouldFocus: index === 0 }));
    setProblem(rest);
  };
  return (
    <div className="space-y-3">
      <Button pending={busy} onClick={() => void start()}>
        {!busy && <PlugZap aria-hidden />} {t('testConnection')}
      </Button>
      {problem && <Alert tone="bad" title={problem.title} live>{problem.detail}</Alert>}
      {busy && (
        <div role="status" aria-label={t('testing')} className="panel divide-y">
          {DRIVER_TRAITS[form.getValues('driver')].checks.map((check) => (
            <div key={check} className="flex h-11 items-center gap-3 px-3.5">
              <Skeleton className="size-5 rounded-full" />
              <Skeleton className="h-4 w-40" />
            </div>
          ))}
        </div>
      )}
      {result && (
        <div role="status" className="space-y-3">
          <Alert tone={result.ok ? 'good' : 'bad'} title={result.ok ? t('testOk') : t('testFailed')} />
          <CheckList checks={result.checks} />
        </div>
      )}
    </div>
  );
}
