'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { CopyAs } from '@/components/api/copy-as';
import type { ActionProblem } from '@/components/form/action';
import { FormProblem } from '@/components/form/form-problem';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import type { Admin } from '@/lib/model/admin';
import type { AdminActions, OneTimeLink } from './admin-actions';
import { LinkOnce } from './link-once';

/** A link for a new password, or a new invitation; shown once. */
export function ResetDialog({ admin, reset, onDone, onClose }: { admin: Admin; reset: AdminActions['reset']; onDone: () => void; onClose: () => void }) {
  const t = useTranslations('admins');
  const tc = useTranslations('common');
  const box = useId();
  const [removeSecondFactor, setRemove] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const [link, setLink] = useState<OneTimeLink | null>(null);
  const invited = admin.status === 'invited';
  const make = async () => {
    setBusy(true);
    const result = await reset({ id: admin.id, removeSecondFactor });
    setBusy(false);
    setProblem(result.ok ? null : result.error);
    if (!result.ok) return;
    setLink(result.data);
    onDone();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t(invited ? 'newLink' : 'reset')}
        description={link ? undefined : t(invited ? 'newLinkDetail' : 'resetDetail')}
        footer={link ? <Button variant="primary" onClick={onClose}>{tc('close')}</Button> : (
          <>
            <CopyAs operation="admins.reset" input={() => ({ id: admin.id, removeSecondFactor })} className="sm:mr-auto" />
            <Button variant="primary" pending={busy} onClick={() => void make()}>{t('makeLink')}</Button>
          </>
        )}
      >
        {link ? <LinkOnce link={link} email={admin.email} /> : (
          <div className="space-y-3">
            <FormProblem problem={problem} />
            {admin.secondFactor.enabled && (
              <div className="flex items-center gap-2 text-sm">
                <Checkbox id={box} checked={removeSecondFactor} onCheckedChange={(checked) => setRemove(checked === true)} />
                <label htmlFor={box}>{t('alsoSecondFactor')}</label>
              </div>
            )}
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}
