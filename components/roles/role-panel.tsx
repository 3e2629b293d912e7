'use client';

import { useTranslations } from 'next-intl';
import { Drawer } from '@/components/ui/drawer';
import { toast } from '@/components/ui/toast';
import type { TenantRole } from '@/lib/model/role';
import { DeleteRole } from './delete-role';
import type { RoleActions } from './role-actions';
import { RoleForm } from './role-form';
import type { RoleIntent } from './role-list';
import { RoleMembers } from './role-members';

export type OpenRole = { kind: 'create' } | { kind: RoleIntent; role: TenantRole };

interface RolePanelProps {
  slug: string;
  open: OpenRole;
  roles: TenantRole[];
  actions: RoleActions | undefined;
  onDone: () => void;
  onClose: () => void;
}

/** What is open over the roles: a form, who has one, or the question before one is deleted. */
export function RolePanel({ slug, open, roles, actions, onDone, onClose }: RolePanelProps) {
  const t = useTranslations('roles');
  const finish = (words: string) => {
    toast.success(words);
    onDone();
    onClose();
  };
  if (open.kind === 'members') return <RoleMembers slug={slug} name={open.role.name} onClose={onClose} />;
  if (!actions) return null;
  if (open.kind === 'delete') return <DeleteRole slug={slug} role={open.role} roles={roles} remove={actions.remove} onDone={() => finish(t('deletedToast', { name: open.role.name }))} onClose={onClose} />;
  const role = open.kind === 'edit' ? open.role : null;
  return (
    <Drawer open onClose={onClose} title={role ? t('editTitle', { name: role.name }) : t('new')}>
      <RoleForm slug={slug} role={role} roles={roles} actions={actions} onSaved={({ name }) => finish(t(role ? 'savedToast' : 'createdToast', { name }))} />
    </Drawer>
  );
}
