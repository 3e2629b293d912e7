'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { setDifferences, suggestedOfSet } from '@/components/form/merge-sets';
import { MergeChoices } from '@/components/form/merge-choices';
import { Dialog } from '@/components/ui/dialog';
import type { TenantRole } from '@/lib/model/role';
import type { RoleDraft } from './matrix-draft';

interface MatrixConflictProps {
  draft: RoleDraft;
  /** The role as somebody else saved it meanwhile. */
  latest: TenantRole;
  onTakeTheirs: () => void;
  /** @param taken permissions that are decided as they did */
  onSave: (taken: string[]) => void;
  onClose: () => void;
}

/** Permissions of one role that two decided otherwise: one choice for each. */
export function MatrixConflict({ draft, latest, onClose, ...answers }: MatrixConflictProps) {
  const t = useTranslations('roles');
  const [rows] = useState(() => setDifferences(draft.permissions, latest.permissions, (has) => t(has ? 'allowed' : 'notAllowed')));
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <MergeChoices rows={rows} suggested={suggestedOfSet(draft.base.permissions, draft.permissions)} description={t('conflictDetail', { name: latest.name })} {...answers} />
    </Dialog>
  );
}
