'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { CopyAs } from '@/components/api/copy-as';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { Button } from '@/components/ui/button';
import { Facts } from '@/components/ui/card';
import { Drawer, DrawerBody } from '@/components/ui/drawer';
import { RelativeTime } from '@/components/ui/relative-time';
import { toast } from '@/components/ui/toast';
import type { Admin } from '@/lib/model/admin';
import type { AdminActions } from './admin-actions';
import { AdminForm } from './admin-form';
import { AdminSessions } from './admin-sessions';
import { AdminStatus } from './admin-status';
import { ResetDialog } from './reset-dialog';

interface AdminPanelProps {
  admin: Admin;
  oneself: boolean;
  actions: AdminActions;
  onDone: () => void;
  onClose: () => void;
}
type Question = 'reset' | 'disable' | 'enable' | 'remove' | 'removeSecondFactor';

/** One admin: role, second factor, sessions, and the ways out. */
export function AdminPanel({ admin, oneself, actions, onDone, onClose }: AdminPanelProps) {
  const t = useTranslations('admins');
  const [question, setQuestion] = useState<Question | null>(null);
  const { id, email, secondFactor, status } = admin;
  return (
    <Drawer open onClose={onClose} title={admin.name || email} description={admin.name ? email : undefined}>
      <DrawerBody>
        <Facts
          items={[
            { term: t('statusLabel'), value: <AdminStatus admin={admin} /> },
            ...(admin.linkExpiresAt === null ? [] : [{ term: t('linkUntil'), value: <RelativeTime at={admin.linkExpiresAt} ahead /> }]),
            { term: t('secondFactor'), value: secondFactor.enabled ? t('secondFactorOn', { count: secondFactor.recoveryCodesLeft }) : t('secondFactorOff') },
            { term: t('lastSeen'), value: admin.lastSeenAt === null ? t('never') : <RelativeTime at={admin.lastSeenAt} /> },
          ]}
        />
        <AdminForm admin={admin} oneself={oneself} actions={actions} onDone={onDone} />
        {status !== 'invited' && <AdminSessions id={id} actions={actions} />}
        <section className="divide-y rounded-lg border border-bad/35">
          {status !== 'disabled' && <Act title={t(status === 'invited' ? 'newLink' : 'reset')} detail={t(status === 'invited' ? 'newLinkDetail' : 'resetDetail')} onClick={() => setQuestion('reset')} />}
          {secondFactor.enabled && !oneself && <Act title={t('removeSecondFactor')} detail={t('removeSecondFactorDetail')} onClick={() => setQuestion('removeSecondFactor')} danger />}
          {oneself ? <p className="px-4 py-3 text-sm text-ink-soft">{t('ownAccount')}</p> : (
            <>
              {status === 'disabled' ? <Act title={t('enable')} detail={t('enableDetail')} onClick={() => setQuestion('enable')} /> : <Act title={t('disable')} detail={t('disableDetail')} onClick={() => setQuestion('disable')} danger />}
              <Act title={t('remove')} detail={t('removeDetail')} onClick={() => setQuestion('remove')} danger />
            </>
          )}
        </section>
        {question && <Asked {...{ question, admin, actions, onDone, onClose }} onAnswered={() => setQuestion(null)} />}
      </DrawerBody>
    </Drawer>
  );
}

function Act({ title, detail, onClick, danger = false }: { title: ReactNode; detail: string; onClick: () => void; danger?: boolean }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <p className="min-w-0 flex-1 basis-56 text-sm text-pretty text-ink-soft">{detail}</p>
      <Button variant={danger ? 'danger' : undefined} onClick={onClick}>{title}</Button>
    </div>
  );
}

function Asked({ question, admin, actions, onDone, onClose, onAnswered }: Omit<AdminPanelProps, 'oneself'> & { question: Question; onAnswered: () => void }) {
  const t = useTranslations('admins');
  const { id, email, version } = admin;
  const done = (gone: boolean) => () => {
    toast.success(t(`toast.${question}`, { email }));
    onDone();
    onAnswered();
    if (gone) onClose();
  };
  if (question === 'reset') return <ResetDialog admin={admin} reset={actions.reset} onDone={onDone} onClose={onAnswered} />;
  const run = { enable: () => actions.enable({ id }), disable: () => actions.disable({ id }), removeSecondFactor: () => actions.removeSecondFactor({ id }), remove: () => actions.remove({ id }, { ifMatch: version }) }[question];
  return (
    <ConfirmDialog
      title={t(`ask.${question}`, { email })}
      description={t(`${question}Detail`)}
      confirm={t(question)}
      typed={question === 'remove' ? { label: t('typeEmail', { email }), value: email } : undefined}
      aside={<CopyAs operation={`admins.${question === 'remove' ? 'delete' : question}`} input={() => ({ id })} ifMatch={question === 'remove' ? () => version : undefined} className="sm:mr-auto" />}
      run={run}
      onDone={done(question === 'remove')}
      onClose={onAnswered}
    />
  );
}
