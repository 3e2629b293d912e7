'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { fromInput } from '@/components/field-types';
import { fromLocalInput } from '@/components/field-types/datetime/moments';
import type { ActionProblem } from '@/components/form/action';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { DateInput } from '@/components/ui/date-input';
import { Dialog, DialogCancel, DialogContent } from '@/components/ui/dialog';
import { Input, Textarea } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';
import type { Field as FieldModel } from '@/lib/model/field';
import type { User } from '@/lib/model/user';
import type { BulkChange, BulkResult } from '@/lib/model/user-bulk';
import type { UserActions } from '../actions-type';

import { SetFieldInputs, type Chosen } from './set-field-inputs';

export type BulkKind = BulkChange['kind'];

interface BulkDialogProps {
  slug: string;
  kind: BulkKind;
  users: readonly User[];
  fields: readonly FieldModel[];
  bulk: UserActions['bulk'];
  onClose: () => void;
  /** All of them were done. */
  onDone: () => void;
}

/** Asks what is to be done to each, does it, and says of whom it could not be. */
export function BulkDialog({ slug, kind, users, fields, bulk, onClose, onDone }: BulkDialogProps) {
  const t = useTranslations('users.bulk');
  const tc = useTranslations('common');
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Chosen>({ name: fields.find(({ unique }) => !unique)?.name ?? 'language', text: '' });
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const [failed, setFailed] = useState<BulkResult['results'] | null>(null);
  const count = users.length;
  const ready = kind === 'enable' || kind === 'set' || (kind === 'disable' ? reason.trim() !== '' : typed === String(count));
  const changeOf = (): BulkChange => {
    if (kind === 'set') return setting(chosen, fields);
    if (kind === 'disable') return { kind, reason, ...(until !== '' && { until: fromLocalInput(until) }) };
    return { kind };
  };
  const run = async () => {
    setBusy(true);
    const result = await bulk({ slug, ids: users.map(({ id }) => id), change: changeOf() });
    setBusy(false);
    setProblem(result.ok ? null : result.error);
    if (!result.ok) return;
    void queries.invalidateQueries({ queryKey: orpc.users.key() });
    const wrong = result.data.results.filter(({ ok }) => !ok);
    if (wrong.length > 0) return setFailed(wrong);
    toast.success(t(`done.${kind}`, { count }));
    onDone();
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t(`title.${kind}`, { count })}
        description={failed ? undefined : t(`detail.${kind}`)}
        footer={
          failed ? (
            <Button variant="primary" onClick={onClose}>{tc('close')}</Button>
          ) : (
            <>
              <DialogCancel />
              <Button variant={kind === 'delete' || kind === 'disable' ? 'danger' : 'primary'} disabled={!ready} pending={busy} onClick={() => void run()}>
                {t(`do.${kind}`, { count })}
              </Button>
            </>
          )
        }
      >
        {failed ? (
          <Outcome failed={failed} users={users} />
        ) : (
          <div className="space-y-4">
            <FormProblem problem={problem} />
            {kind === 'set' && <SetFieldInputs fields={fields} chosen={chosen} onChange={setChosen} />}
            {kind === 'disable' && (
              <>
                <Field label={t('reason')}>
                  <Textarea value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
                </Field>
                <Field label={t('until')} hint={t('untilHint')} optional>
                  <DateInput type="datetime-local" value={until} onChange={(event) => setUntil(event.target.value)} />
                </Field>
              </>
            )}
            {kind === 'delete' && (
              <Field label={t('typeCount', { count })}>
                <Input value={typed} inputMode="numeric" autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
              </Field>
            )}
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

function setting({ name, text }: Chosen, fields: readonly FieldModel[]): BulkChange {
  const field = fields.find((candidate) => candidate.name === name);
  if (field) return { kind: 'set', customFields: { [name]: fromInput(field.type, text) } };
  return name === 'emailVerified' ? { kind: 'set', emailVerified: text === 'true' } : { kind: 'set', language: text === '' ? null : text };
}

/** Of whom it could not be, and why. */
function Outcome({ failed, users }: { failed: BulkResult['results']; users: readonly User[] }) {
  const t = useTranslations('users.bulk');
  return (
    <div className="space-y-3">
      <Alert tone="warn" title={t('partly', { done: users.length - failed.length, failed: failed.length })} live />
      <ul className="divide-y rounded-lg border text-sm">
        {failed.map(({ id, message }) => (
          <li key={id} className="space-y-0.5 px-3.5 py-2">
            <p className="font-medium break-all">{users.find((user) => user.id === id)?.email ?? id}</p>
            <p className="text-pretty text-ink-soft">{message}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
