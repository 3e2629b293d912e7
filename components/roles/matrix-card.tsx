'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyAs } from '@/components/api/copy-as';
import type { ActionProblem } from '@/components/form/action';
import { FormProblem } from '@/components/form/form-problem';
import { sameSet } from '@/components/form/merge-sets';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { toast } from '@/components/ui/toast';
import type { TenantRole } from '@/lib/model/role';
import { AddPermission } from './add-permission';
import { permissionRows } from './inheritance';
import { MatrixConflict } from './matrix-conflict';
import { rebased, toggled, withDraft, without, type MatrixDraft, type RoleDraft } from './matrix-draft';
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
          {draft.size === 1 && [...draft.values()].map(({ base, permissions }) => <CopyAs key={base.id} operation="roles.update" input={() => ({ slug, role: base.name, permissions })} ifMatch={() => base.version} />)}
          <Button onClick={() => setDraft(new Map())}>{t('discard')}</Button>
          <SaveButton busy={busy} onSave={() => void save(draft)} />
        </div>
      )}
      {conflict && (
        <MatrixConflict
          key={conflict.latest.version}
          {...conflict}
          onClose={() => answer('keep')}
          onTakeTheirs={() => answer('theirs')}
          onSave={answer}
        />
      )}
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

interface Conflict {
  draft: RoleDraft;
  latest: TenantRole;
}

/** Saves role by role: what is saved stays so, and the first that is refused stops and is told. */
function useMatrixDraft({ slug, actions, onSaved }: Pick<MatrixCardProps, 'slug' | 'actions' | 'onSaved'>) {
  const t = useTranslations('roles');
  const [draft, setDraft] = useState<MatrixDraft>(new Map());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const save = async (wanted: MatrixDraft) => {
    if (!actions) return;
    setBusy(true);
    setProblem(null);
    let left = wanted;
    for (const [id, one] of wanted) {
      const result = await saveOne(actions, slug, one);
      if (result.ok) {
        left = without(left, id);
        continue;
      }
      if (result.latest) setConflict({ draft: one, latest: result.latest });
      else setProblem({ ...result.error, title: t('failedAt', { name: one.base.name }), detail: result.error.detail || result.error.title });
      break;
    }
    setDraft(left);
    setBusy(false);
    const saved = wanted.size - left.size;
    if (saved > 0) toast.success(t('matrixSaved', { count: saved }));
    onSaved();
  };
  const answer = (choice: string[] | 'theirs' | 'keep') => {
    setConflict(null);
    if (!conflict || choice === 'keep') return;
    if (choice === 'theirs') return setDraft(without(draft, conflict.latest.id));
    const moved = rebased(draft, conflict.latest, choice);
    setDraft(moved);
    void save(moved);
  };
  return { draft, setDraft, save, busy, problem, conflict, answer };
}

type SaveResult = { ok: true } | { ok: false; error: ActionProblem; latest: TenantRole | null };

/** @returns with `latest` where somebody else decided of permissions meanwhile; where they changed something else of the role, it is saved over that */
async function saveOne(actions: RoleActions, slug: string, { base, permissions }: RoleDraft): Promise<SaveResult> {
  const update = (ifMatch: string) => actions.update({ slug, role: base.name, permissions: [...permissions] }, { ifMatch });
  const result = await update(base.version);
  if (result.ok || result.error.code !== 'precondition_failed') return result.ok ? result : { ...result, latest: null };
  const latest = await actions.get({ slug, role: base.name });
  if (!latest.ok) return { ...result, latest: null };
  if (sameSet(latest.data.permissions, permissions)) return { ok: true };
  if (!sameSet(latest.data.permissions, base.permissions)) return { ...result, latest: latest.data };
  const again = await update(latest.data.version);
  return again.ok ? again : { ...again, latest: null };
}
