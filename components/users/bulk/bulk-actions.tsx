'use client';

import { Ban, CircleCheck, Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { later } from '@/components/ui/later';
import type { Field } from '@/lib/model/field';
import type { User } from '@/lib/model/user';
import type { UserActions } from '../actions-type';
import type { BulkKind } from './bulk-dialog';

const BulkDialog = later(() => import('./bulk-dialog').then((module) => module.BulkDialog));

interface BulkActionsProps {
  slug: string;
  users: readonly User[];
  fields: readonly Field[];
  bulk: UserActions['bulk'];
  onClear: () => void;
}

const ICONS = { set: Pencil, enable: CircleCheck, disable: Ban, delete: Trash2 } as const;

/** What can be done with the users that are selected; each asks first. */
export function BulkActions({ slug, users, fields, bulk, onClear }: BulkActionsProps) {
  const t = useTranslations('users.bulk');
  const [open, setOpen] = useState<{ kind: BulkKind; users: readonly User[] } | null>(null);
  return (
    <>
      {(Object.keys(ICONS) as BulkKind[]).map((kind) => {
        const Icon = ICONS[kind];
        return (
          <Button key={kind} variant="ghost" onClick={() => setOpen({ kind, users })}>
            <Icon aria-hidden /> {t(`open.${kind}`)}
          </Button>
        );
      })}
      {open && <BulkDialog slug={slug} {...open} fields={fields} bulk={bulk} onClose={() => setOpen(null)} onDone={onClear} />}
    </>
  );
}
