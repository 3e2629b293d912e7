'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent } from '@/components/ui/dialog';

interface ConflictDialogProps {
  open: boolean;
  /** What differs: the field's label, mine, theirs. */
  differences: { label: string; mine: string; theirs: string }[];
  onTakeTheirs: () => void;
  onSaveMine: () => void;
  onClose: () => void;
}

/** A save that lost to another editor: both versions side by side, and the choice is the reader's. */
export function ConflictDialog({ open, differences, onTakeTheirs, onSaveMine, onClose }: ConflictDialogProps) {
  const t = useTranslations('common');
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        className="max-w-2xl"
        title={t('conflictTitle')}
        description={t('conflictDetail')}
        footer={
          <>
            <Button onClick={onTakeTheirs}>{t('takeTheirs')}</Button>
            <Button variant="primary" onClick={onSaveMine}>
              {t('saveMine')}
            </Button>
          </>
        }
      >
        <table className="w-full text-left text-sm">
          <thead className="text-ink-soft">
            <tr>
              <th className="py-1.5 pr-3 font-medium">{t('field')}</th>
              <th className="py-1.5 pr-3 font-medium">{t('yours')}</th>
              <th className="py-1.5 font-medium">{t('theirs')}</th>
            </tr>
          </thead>
          <tbody className="divide-y">
            {differences.map(({ label, mine, theirs }) => (
              <tr key={label}>
                <th scope="row" className="py-1.5 pr-3 font-normal text-ink-soft">{label}</th>
                <td className="py-1.5 pr-3 break-words">{mine || '–'}</td>
                <td className="py-1.5 break-words">{theirs || '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </DialogContent>
    </Dialog>
  );
}
