'use client';

import { useTranslations } from 'next-intl';
import type { ReactElement } from 'react';
import { OutcomeBadge } from '@/components/status/status';
import { useActionName, useErrorWords } from '@/components/status/words';
import { Facts } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import type { AuditEvent } from '@/lib/model/audit';

/** One event whole: who, what, when, from where, and each field before and after. */
export function AuditDetail({ event, children }: { event: AuditEvent; children: ReactElement }) {
  const t = useTranslations('audit');
  const action = useActionName();
  const words = useErrorWords();
  return (
    <Dialog>
      <DialogTrigger asChild>{children}</DialogTrigger>
      <DialogContent className="max-w-2xl" title={action(event.action)} description={<code className="font-mono text-xs">{event.action}</code>}>
        <Facts
          items={[
            { term: t('outcomeLabel'), value: <OutcomeBadge outcome={event.outcome} /> },
            ...(event.error ? [{ term: t('error'), value: words({ code: event.error, params: {} }).title }] : []),
            { term: t('actor'), value: `${event.actor.name} (${event.actor.type})` },
            { term: t('target'), value: <code className="font-mono text-xs">{`${event.target.type}/${event.target.id}`}</code> },
            { term: t('at'), value: event.at },
            { term: t('door'), value: event.door },
            { term: t('ip'), value: event.ip ?? '–' },
            { term: t('hash'), value: <span className="inline-flex items-center gap-1"><code className="font-mono text-xs">{event.hash.slice(0, 16)}</code><CopyButton value={event.hash} label={t('copyHash')} /></span> },
          ]}
        />
        {event.changes.length > 0 && <Changes changes={event.changes} />}
      </DialogContent>
    </Dialog>
  );
}

function Changes({ changes }: { changes: AuditEvent['changes'] }) {
  const t = useTranslations('audit');
  return (
    <table className="mt-4 w-full text-left text-sm">
      <caption className="pb-1 text-left font-medium">{t('changes')}</caption>
      <thead className="text-ink-soft">
        <tr>
          <th scope="col" className="border-b py-1.5 pr-3 font-medium">{t('field')}</th>
          <th scope="col" className="border-b py-1.5 pr-3 font-medium">{t('before')}</th>
          <th scope="col" className="border-b py-1.5 font-medium">{t('after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ path, before, after }) => (
          <tr key={path} className="align-top">
            <th scope="row" className="py-1.5 pr-3 font-mono text-xs font-normal text-ink-soft">{path}</th>
            <td className="py-1.5 pr-3 break-all text-ink-soft">{shown(before)}</td>
            <td className="py-1.5 break-all">{shown(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
