'use client';

import { MoreHorizontal, Pencil, Trash2, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dropdown, DropdownContent, DropdownItem, DropdownSeparator, DropdownTrigger } from '@/components/ui/dropdown';
import { RelativeTime } from '@/components/ui/relative-time';
import type { TenantRole } from '@/lib/model/role';
import { EVERY_PERMISSION, permissionsOf } from './inheritance';
import { useRoleDescription } from './use-role-description';

export type RoleIntent = 'edit' | 'members' | 'delete';

interface RoleListProps {
  roles: TenantRole[];
  mayWrite: boolean;
  onChoose: (intent: RoleIntent, role: TenantRole) => void;
}

/** The roles with what they inherit, what they come to, and how many have them. There are few, so they stand all together. */
export function RoleList({ roles, mayWrite, onChoose }: RoleListProps) {
  const t = useTranslations('roles');
  const describe = useRoleDescription();
  return (
    <ul aria-label={t('title')} className="divide-y">
      {roles.map((role) => (
        <li key={role.id} className="grid min-h-14 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm lg:grid-cols-[minmax(0,1fr)_12rem_11rem_7rem_1.75rem]">
          <div className="min-w-0 space-y-0.5">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium break-all">{role.name}</span>
              {role.system && <Badge>{t('system')}</Badge>}
              {role.parent !== null && <span className="text-ink-soft">{t('parent')} <span className="font-medium break-all">{role.parent}</span></span>}
            </p>
            {role.description !== '' && <p className="break-words text-ink-soft">{describe(role)}</p>}
          </div>
          {/* On narrower screens these are one line below the name; the menu stays beside it. */}
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 max-lg:col-span-2 lg:contents">
            <span className="numeric text-ink-soft"><AllowedBy role={role} roles={roles} /></span>
            <span className="text-ink-faint max-lg:order-last max-sm:hidden">{t('updated')} <RelativeTime at={role.updatedAt} /></span>
            <Button variant="ghost" size="sm" className="-mx-2.5 justify-self-start" onClick={() => onChoose('members', role)}>
              <UsersRound aria-hidden /> <span className="numeric">{t('usersOf', { count: role.users })}</span>
            </Button>
          </div>
          <div className="max-lg:col-start-2 max-lg:row-start-1">{mayWrite && <RoleMenu role={role} onChoose={onChoose} />}</div>
        </li>
      ))}
    </ul>
  );
}

function AllowedBy({ role, roles }: { role: TenantRole; roles: TenantRole[] }) {
  const t = useTranslations('roles');
  const all = permissionsOf(roles, [role.name]);
  return all.includes(EVERY_PERMISSION) ? t('everything') : t('permissionsOf', { all: all.length, inherited: all.length - role.permissions.length });
}

function RoleMenu({ role, onChoose }: { role: TenantRole; onChoose: RoleListProps['onChoose'] }) {
  const t = useTranslations('roles');
  return (
    <Dropdown>
      <DropdownTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={t('actionsOf', { name: role.name })}>
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownTrigger>
      <DropdownContent align="end">
        <DropdownItem onSelect={() => onChoose('edit', role)}>
          <Pencil aria-hidden /> {t('edit')}
        </DropdownItem>
        {!role.system && (
          <>
            <DropdownSeparator />
            <DropdownItem onSelect={() => onChoose('delete', role)}>
              <Trash2 aria-hidden /> {t('delete')}
            </DropdownItem>
          </>
        )}
      </DropdownContent>
    </Dropdown>
  );
}
