'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ActionProblem } from '@/components/form/action';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { Select } from '@/components/ui/select';
import type { Client } from '@/lib/model/client';
import type { ClientActions, CreatedSecret } from './client-actions';
import { SecretOnce } from './secret-once';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long the former secrets go on working beside the new one. */
const OVERLAPS = { keep: null, now: 0, day: DAY_MS, week: 7 * DAY_MS } as const;
const EXPIRIES = { never: null, quarter: 90 * DAY_MS, year: 365 * DAY_MS } as const;
type Overlap = keyof typeof OVERLAPS;
type Expiry = keyof typeof EXPIRIES;

const after = (ms: number): string => new Date(Date.now() + ms).toISOString();

interface NewSecretProps {
  slug: string;
  client: Client;
  create: ClientActions['createSecret'];
  onDone: () => void;
  onClose: () => void;
}

/** A secret beside the present one, or in its place. */
export function NewSecret({ slug, client, create, onDone, onClose }: NewSecretProps) {
  const t = useTranslations('clients');
  const tc = useTranslations('common');
  const live = client.secrets.filter((secret) => secret.status === 'live').length;
  const [overlap, setOverlap] = useState<Overlap>(live > 1 ? 'now' : 'keep');
  const [expiry, setExpiry] = useState<Expiry>('never');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const [made, setMade] = useState<CreatedSecret | null>(null);
  const [overlapMs, expiryMs] = [OVERLAPS[overlap], EXPIRIES[expiry]];
  const make = async () => {
    setBusy(true);
    const result = await create({ slug, clientId: client.clientId, ...(expiryMs !== null && { expiresAt: after(expiryMs) }), ...(live > 0 && overlapMs !== null && { othersExpireAt: after(overlapMs) }) });
    setBusy(false);
    setProblem(result.ok ? null : result.error);
    if (!result.ok) return;
    setMade(result.data);
    onDone();
  };
  // Two live ones leave no room: both have to end for a third.
  const offered = (Object.keys(OVERLAPS) as Overlap[]).filter((one) => live < 2 || one === 'now');
  const footer = made ? <Button variant="primary" onClick={onClose}>{tc('close')}</Button> : <Button variant="primary" pending={busy} onClick={() => void make()}>{t('makeSecret')}</Button>;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t('newSecret')} description={t('newSecretDetail')} footer={footer}>
        {made ? (
          <SecretOnce secret={made.clientSecret} />
        ) : (
          <div className="space-y-4">
            <FormProblem problem={problem} />
            {live > 0 && (
              <Field label={t('overlap')} hint={t(live > 1 ? 'overlapTwo' : 'overlapHint')}>
                <Select value={overlap} onChange={(event) => setOverlap(event.target.value as Overlap)}>
                  {offered.map((value) => <option key={value} value={value}>{t(`overlaps.${value}`)}</option>)}
                </Select>
              </Field>
            )}
            <Field label={t('expiry')}>
              <Select value={expiry} onChange={(event) => setExpiry(event.target.value as Expiry)}>
                {(Object.keys(EXPIRIES) as Expiry[]).map((value) => <option key={value} value={value}>{t(`expiries.${value}`)}</option>)}
              </Select>
            </Field>
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}
