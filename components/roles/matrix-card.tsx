'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ActionProblem } from '@/components/form/action';
import { ConflictDialog } from '@/components/form/conflict-dialog';
import { FormProblem } from '@/components/form/form-problem';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { toast } from '@/components/ui/toast';
import type { TenantRole } from '@/lib/model/role';
import { AddPermission } from './add-permission';
import { permissionRows } from './inheritance';
import { rebased, toggled, withDraft, without, type MatrixDraft } from './matrix-draft';
import { PermissionMatrix } from './permission-matrix';
import type { RoleActions } from './role-actions';

interface MatrixCardProps {
  slug: string;
  roles: TenantRole[];
  /** Absent for readers. */
  actions?: RoleActions;
  onSaved: () => void;
}

/** Who may do what, changed in place and saved together. */
export function MatrixCard({ slug, roles, actions, onSaved }: MatrixCardProps) {
  const t = useTranslations('roles');
  const { draft, setDraft, save, busy, problem, conflict, answer } = useMatrixDraft({ slug, actions, onSaved });
  const [added, setAdded] = useState<string[]>([]);
  const shown = withDraft(roles, draft);
  // A row that was just unticked stays until it is saved.
  const rows = permissionRows([...roles, ...shown], added);
  const toggle = (id: string, permission: string) => {
    const role = roles.find((one) => one.id === id);
    if (role) setDraft(toggled(draft, role, permission));
  };
  return (
    <Card title={t('matrix')} description={t('matrixDetail')} flush>
      <UnsavedGuard active={draft.size > 0} />
      {problem && <div className="p-3"><FormProblem problem={problem} /></div>}
      {rows.length === 0 ? <p className="px-4 py-6 text-center text-sm text-ink-soft">{t('noPermissions')}</p> : <PermissionMatrix roles={shown} rows={rows} changed={new Set(draft.keys())} onToggle={actions && toggle} />}
      {actions && <AddPermission rows={rows} onAdd={(permission) => setAdded([...added, permission])} />}
      {draft.size > 0 && (
        <div className="sticky bottom-0 z-20 flex flex-wrap items-center justify-end gap-2 border-t bg-raised px-4 py-3 shadow-md">
          <p role="status" className="mr-auto text-sm text-ink-soft">{t('changed', { count: draft.size })}</p>
          <Button onClick={() => setDraft(new Map())}>{t('discard')}</Button>
          <SaveButton busy={busy} onSave={() => void save(draft)} />
        </div>
      )}
      <ConflictDialog
        open={conflict !== null}
        differences={conflict ? [{ label: conflict.name, mine: (draft.get(conflict.id)?.permissions ?? []).join(', '), theirs: conflict.permissions.join(', ') }] : []}
        onClose={() => answer('keep')}
        onTakeTheirs={() => answer('theirs')}
        onSaveMine={() => answer('mine')}
      />
    </Card>
  );
}

function SaveButton({ busy, onSave }: { busy: boolean; onSave: () => void }) {
  const tc = useTranslations('common');
  return (
    <Button variant="primary" pending={busy} onClick={onSave}>
      {tc('save')}
    </Button>
  );
}

/** Saves role by role: what is saved stays so, and the first that is refused stops and is told. */
function useMatrixDraft({ slug, actions, onSaved }: Pick<MatrixCardProps, 'slug' | 'actions' | 'onSaved'>) {
  const t = useTranslations('roles');
  const [draft, setDraft] = useState<MatrixDraft>(new Map());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const [conflict, setConflict] = useState<TenantRole | null>(null);
  const save = async (wanted: MatrixDraft) => {
    if (!actions) return;
    setBusy(true);
    setProblem(null);
    let left = wanted;
    for (const [id, { base, permissions }] of wanted) {
      const result = await actions.update({ slug, role: base.name, permissions: [...permissions] }, { ifMatch: base.version });
      if (!result.ok) {
        const latest = result.error.code === 'precondition_failed' ? await actions.get({ slug, role: base.name }) : null;
        if (latest?.ok) setConflict(latest.data);
        else setProblem({ ...result.error, title: t('failedAt', { name: base.name }), detail: result.error.detail || result.error.title });
        break;
      }
      left = without(left, id);
    }
    setDraft(left);
    setBusy(false);
    const saved = wanted.size - left.size;
    if (saved > 0) toast.success(t('matrixSaved', { count: saved }));
    onSaved();
  };
  const answer = (choice: 'mine' | 'theirs' | 'keep') => {
    setConflict(null);
    if (!conflict || choice === 'keep') return;
    if (choice === 'theirs') return setDraft(without(draft, conflict.id));
    const moved = rebased(draft, conflict);
    setDraft(moved);
    void save(moved);
  };
  return { draft, setDraft, save, busy, problem, conflict, answer };
}
