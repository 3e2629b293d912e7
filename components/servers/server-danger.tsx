'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Action, ActionProblem } from '@/components/form/action';
import { Field } from '@/components/form/field';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import type { Server } from '@/lib/model/server';

/** Forgetting a server: only one without tenants, and only with its name typed. */
export function ServerDanger({ server, remove }: { server: Server; remove: Action<{ id: string }, unknown> }) {
  const t = useTranslations('servers');
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const run = async () => {
    setBusy(true);
    const result = await remove({ id: server.id }, { ifMatch: server.version });
    setBusy(false);
    if (!result.ok) return setProblem(result.error);
    toast.success(t('removedToast', { name: server.name }));
    router.push('/servers');
    router.refresh();
  };
  return (
    <section className="mt-6 flex flex-wrap items-center justify-between gap-3 rounded-lg border border-bad/35 px-4 py-3">
      <div className="space-y-0.5">
        <h2 className="text-base">{t('remove')}</h2>
        <p className="text-sm text-ink-soft">{server.tenants > 0 ? t('removeInUse', { count: server.tenants }) : t('removeDetail')}</p>
      </div>
      <Dialog onOpenChange={() => setTyped('')}>
        <DialogTrigger asChild>
          <Button variant="danger" disabled={server.tenants > 0}>
            {t('remove')}
          </Button>
        </DialogTrigger>
        <DialogContent
          title={t('removeTitle', { name: server.name })}
          description={t('removeDetail')}
          footer={
            <Button variant="danger" disabled={typed !== server.name} pending={busy} onClick={() => void run()}>
              {t('remove')}
            </Button>
          }
        >
          <div className="space-y-3">
            {problem && <Alert tone="bad" title={problem.title} live>{problem.detail}</Alert>}
            <Field label={t('typeName', { name: server.name })}>
              <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" spellCheck={false} />
            </Field>
          </div>
        </DialogContent>
      </Dialog>
    </section>
  );
}
