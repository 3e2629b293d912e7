'use client';

import { ArrowUpRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState, type ReactElement } from 'react';
import { OutcomeBadge } from '@/components/status/status';
import { useActionName, useErrorWords } from '@/components/status/words';
import { Button } from '@/components/ui/button';
import { Facts } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { ExactTime } from '@/components/ui/exact-time';
import { RelativeTime } from '@/components/ui/relative-time';
import type { AuditEvent } from '@/lib/model/audit';
import { ActorName } from './actor-name';
import { ChangeList } from './change-list';
import { runHref, targetHref } from './target-link';

/** One event whole: who, what, when, from where, and each field before and after. */
export function AuditDetail({ event, children }: { event: AuditEvent; children: ReactElement }) {
  const action = useActionName();
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      <DialogContent className="max-w-2xl" title={action(event.action)} description={<code className="font-mono text-xs">{event.action}</code>} footer={<Links event={event} onLeave={() => setOpen(false)} />}>
        {open && <EventFacts event={event} />}
        {open && <ChangeList changes={event.changes} />}
      </DialogContent>
    </Dialog>
  );
}

function EventFacts({ event }: { event: AuditEvent }) {
  const t = useTranslations('audit');
  const reason = useReason();
  const code = (text: string) => <code className="font-mono text-xs break-all">{text}</code>;
  return (
    <Facts
      items={[
        { term: t('outcomeLabel'), value: <OutcomeBadge outcome={event.outcome} /> },
        ...(event.error ? [{ term: t('error'), value: <span className="text-pretty">{reason(event.error)}</span> }] : []),
        { term: t('actor'), value: <><ActorName actor={event.actor} />{event.actor.type !== 'anonymous' && <span className="text-ink-soft"> ({t(`actorType.${event.actor.type}`)})</span>}</> },
        { term: t('target'), value: code(`${event.target.type}/${event.target.id}`) },
        ...(event.target.tenant === undefined || event.target.type === 'tenant' ? [] : [{ term: t('tenant'), value: code(event.target.tenant) }]),
        { term: t('at'), value: <><ExactTime at={event.at} /> <span className="text-ink-soft">(<RelativeTime at={event.at} />)</span></> },
        { term: t('door'), value: t(`doorName.${event.door}`) },
        { term: t('ip'), value: event.ip ?? '–' },
        { term: t('event'), value: <span className="inline-flex items-center gap-1">{code(event.id.slice(0, 8))}<CopyButton value={event.id} label={t('copyId')} /></span> },
        { term: t('hash'), value: <span className="inline-flex items-center gap-1">{code(event.hash.slice(0, 16))}<CopyButton value={event.hash} label={t('copyHash')} /></span> },
      ]}
    />
  );
}

function Links({ event, onLeave }: { event: AuditEvent; onLeave: () => void }) {
  const t = useTranslations('audit');
  const target = targetHref(event);
  const run = runHref(event);
  const link = (href: string, label: string) => (
    <Button asChild>
      <Link href={href} onClick={onLeave}>
        {label} <ArrowUpRight aria-hidden />
      </Link>
    </Button>
  );
  if (target === null && run === null) return null;
  return (
    <>
      {run !== null && link(run, t('openRun'))}
      {target !== null && link(target, event.target.type === 'tenant' ? t('openTenant') : event.target.type === 'run' ? t('openRun') : t('openTarget'))}
    </>
  );
}

/** Why it failed, in words: the audit's own reasons first, then those of every error. */
function useReason(): (code: string) => string {
  const t = useTranslations('audit');
  const words = useErrorWords();
  return (code) => (code === 'interrupted' || code === 'cancelled' ? t(`reason.${code}`) : words({ code, params: {} }).title);
}
