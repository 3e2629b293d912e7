'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { orpc } from '@/lib/doors/rpc/client';
import type { TenantRole } from '@/lib/model/role';
import type { RoleActions } from './role-actions';

/** Users named before the rest is counted. */
const NAMED = 5;

interface DeleteRoleProps {
  slug: string;
  role: TenantRole;
  roles: TenantRole[];
  remove: RoleActions['remove'];
  onDone: () => void;
  onClose: () => void;
}

/** Deletes a role that is in no use; else names by whom it is. */
export function DeleteRole({ slug, role, roles, remove, onDone, onClose }: DeleteRoleProps) {
  const t = useTranslations('roles');
  const heirs = roles.filter(({ parent }) => parent === role.name);
  const members = useQuery({ ...orpc.roles.members.queryOptions({ input: { slug, role: role.name, limit: NAMED } }), enabled: role.users > 0 });
  const inUse = role.users > 0 || heirs.length > 0;
  const named = members.data?.items ?? [];
  return (
    <ConfirmDialog
      title={t('deleteTitle', { name: role.name })}
      description={inUse ? t('inUse') : t('deleteDetail')}
      confirm={t('delete')}
      blocked={inUse}
      run={() => remove({ slug, role: role.name }, { ifMatch: role.version })}
      onDone={onDone}
      onClose={onClose}
    >
      {inUse && (
        <div className="space-y-3 text-sm">
          {role.users > 0 && <Names title={t('inUseUsers', { count: role.users })} names={named.map(({ email }) => email)} more={named.length > 0 ? role.users - named.length : 0} />}
          {heirs.length > 0 && <Names title={t('inUseRoles', { count: heirs.length })} names={heirs.map(({ name }) => name)} more={0} />}
        </div>
      )}
    </ConfirmDialog>
  );
}

function Names({ title, names, more }: { title: string; names: string[]; more: number }) {
  const t = useTranslations('roles');
  return (
    <div>
      <p className="font-medium">{title}</p>
      <ul className="list-disc pl-5 text-ink-soft">
        {names.map((name) => (
          <li key={name} className="break-all">{name}</li>
        ))}
        {more > 0 && <li>{t('andMore', { count: more })}</li>}
      </ul>
    </div>
  );
}
