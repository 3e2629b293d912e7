'use client';

import { ChevronDown, Pencil, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import type { Field, FieldDrift } from '@/lib/model/field';
import { ChangeList } from './change-list';
import type { FieldRow } from './pending-changes';
import type { Pending } from './use-pending';

interface PendingPanelProps {
  pending: Pending;
  fields: readonly Field[];
  drifts: readonly FieldDrift[];
  onEdit: (row: FieldRow) => void;
  onReview: () => void;
}

/** What is changed and not applied; in sight until it is one or the other, and told one by one on demand. */
export function PendingPanel({ pending, fields, drifts, onEdit, onReview }: PendingPanelProps) {
  const t = useTranslations('fields');
  const tp = useTranslations('plan');
  const [open, setOpen] = useState(false);
  const id = useId();
  if (pending.count === 0) return null;
  return (
    <div role="region" aria-label={t('review')} className="sticky bottom-4 z-30 rounded-lg border border-accent bg-raised shadow-md max-sm:bottom-2">
      {open && (
        <div id={id} className="max-h-[40vh] overflow-y-auto border-b px-4 py-1.5">
          <ChangeList
            fields={fields}
            drifts={drifts}
            pending={pending}
            actions={(row) => <ChangeActions row={row} onEdit={onEdit} onUndo={pending.undo} />}
            driftActions={(column) => <IconButton label={tp('undoChange', { name: column })} icon={<Undo2 aria-hidden />} onClick={() => pending.resolve(column, null)} />}
            orderActions={<IconButton label={tp('undoOrder')} icon={<Undo2 aria-hidden />} onClick={pending.undoOrder} />}
          />
        </div>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 px-2.5 py-2.5 pl-1.5">
        {/* A button's own content is not spoken when it changes. */}
        <div role="status">
          <Button variant="ghost" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)} className="numeric text-ink">
            <ChevronDown aria-hidden className={cn('transition-transform', !open && 'rotate-180')} />
            {t('pending', { count: pending.count })}
          </Button>
        </div>
        <div className="ml-auto flex gap-2">
          <Button variant="ghost" onClick={pending.discard}>
            {t('discard')}
          </Button>
          <Button variant="primary" onClick={onReview}>
            {t('review')}
          </Button>
        </div>
      </div>
    </div>
  );
}

function ChangeActions({ row, onEdit, onUndo }: { row: FieldRow; onEdit: (row: FieldRow) => void; onUndo: (row: FieldRow) => void }) {
  const tp = useTranslations('plan');
  const { name } = row.field;
  return (
    <>
      {(row.mark === 'add' || row.mark === 'change') && <IconButton label={tp('editChange', { name })} icon={<Pencil aria-hidden />} onClick={() => onEdit(row)} />}
      <IconButton label={tp('undoChange', { name })} icon={<Undo2 aria-hidden />} onClick={() => onUndo(row)} />
    </>
  );
}

function IconButton({ label, icon, onClick }: { label: string; icon: React.ReactNode; onClick: () => void }) {
  return (
    <Button variant="ghost" size="icon-sm" aria-label={label} title={label} onClick={onClick}>
      {icon}
    </Button>
  );
}
