'use client';

import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field } from '@/components/form/field';
import { useQueryProblem } from '@/components/shell/query-problem';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { orpc } from '@/lib/doors/rpc/client';
import type { ChainVerdict } from '@/lib/model/audit';

const ANCHOR = /^\d{1,15}:[0-9a-f]{64}$/;

/** Walks the whole chain on the server and says in words whether it is whole; with a row that was kept, whether it is still that one. */
export function VerifyDialog() {
  const t = useTranslations('audit');
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <ShieldCheck aria-hidden /> {t('verify')}
        </Button>
      </DialogTrigger>
      {open && <VerifyContent />}
    </Dialog>
  );
}

function VerifyContent() {
  const t = useTranslations('audit');
  const [typed, setTyped] = useState('');
  const [anchor, setAnchor] = useState<string>();
  const { data, error, isFetching, refetch } = useQuery({ ...orpc.audit.verify.queryOptions({ input: { anchor } }), gcTime: 0, staleTime: 0 });
  const problem = useQueryProblem(error);
  const given = typed.trim();
  const wrong = given !== '' && !ANCHOR.test(given);
  const again = () => {
    const next = given === '' ? undefined : given;
    if (next === anchor) void refetch();
    else setAnchor(next);
  };
  return (
    <DialogContent
      className="max-w-xl"
      title={t('verify')}
      description={t('verifyDetail')}
      footer={
        <Button variant="primary" pending={isFetching} disabled={wrong} onClick={again}>
          {t('verifyAgain')}
        </Button>
      }
    >
      <div className="space-y-4">
        <div role="status" className="min-h-16">
          {isFetching && <p className="text-sm text-ink-soft">{t('verifying')}</p>}
          {!isFetching && problem && <Alert tone="bad" title={problem.title}>{problem.detail}</Alert>}
          {!isFetching && !problem && data && <Verdict verdict={data} />}
        </div>
        {data && <Head head={data.head} />}
        <Field label={t('anchor')} hint={t('anchorHint')} error={wrong ? t('anchorInvalid') : undefined} optional>
          <Input className="font-mono text-sm" autoComplete="off" spellCheck={false} value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
      </div>
    </DialogContent>
  );
}

function Verdict({ verdict: { ok, events, fault, brokenAt } }: { verdict: ChainVerdict }) {
  const t = useTranslations('audit');
  if (ok) return <Alert tone="good" title={t('whole', { events })} />;
  const after = fault === 'missing' || fault === 'cut' || (fault === 'anchor' && brokenAt === undefined);
  return (
    <Alert tone="bad" title={t('brokenTitle', { events })}>
      {fault && <p>{t(`fault.${fault}`)}</p>}
      {brokenAt && (
        <p className="mt-1 break-all">
          {t(after ? 'brokenAfter' : 'brokenRow')}: <code className="font-mono text-xs">{brokenAt}</code>
        </p>
      )}
    </Alert>
  );
}

function Head({ head }: { head: string }) {
  const t = useTranslations('audit');
  return (
    <div className="space-y-1.5 text-sm">
      <p className="font-medium">{t('head')}</p>
      <p className="flex items-center gap-1 rounded-md border bg-sunken px-3 py-1.5">
        <code className="min-w-0 flex-1 font-mono text-xs break-all">{head}</code>
        <CopyButton value={head} label={t('copyHead')} />
      </p>
      <p className="text-pretty text-ink-faint">{t('headHint')}</p>
    </div>
  );
}
