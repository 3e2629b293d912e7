'use client';

import { Asterisk, CornerDownRight, Dot } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import type { TenantRole } from '@/lib/model/role';
import { EVERY_PERMISSION, grantOf, type Grant } from './inheritance';

interface PermissionMatrixProps {
  /** With what they are to have. */
  roles: TenantRole[];
  rows: string[];
  /** Ids of roles that differ from what is saved. */
  changed: ReadonlySet<string>;
  /** Absent for readers. */
  onToggle?: (roleId: string, permission: string) => void;
}

const FIRST = 'sticky left-0 z-10 border-r bg-surface text-left';

/** Permissions down, roles across: what a role has itself can be ticked, what it inherits says from where. */
export function PermissionMatrix({ roles, rows, changed, onToggle }: PermissionMatrixProps) {
  const t = useTranslations('roles');
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={t('matrix')}>
      <table className="w-full border-separate border-spacing-0 text-sm">
        <caption className="sr-only">{t('matrix')}</caption>
        <thead>
          <tr>
            <th scope="col" className={cn(FIRST, 'h-12 w-56 min-w-40 border-b bg-sunken px-4 font-medium text-ink-soft max-sm:w-40')}>{t('permission')}</th>
            {roles.map((role) => (
              <th key={role.id} scope="col" className="h-12 max-w-40 min-w-28 border-b bg-sunken px-3 text-center font-medium">
                <span className="block truncate" title={role.name}>{role.name}{changed.has(role.id) && <Dot aria-hidden className="inline size-5 text-accent-ink" />}</span>
                {role.parent !== null && <span className="block truncate text-xs font-normal text-ink-faint" title={role.parent}>{t('from', { name: role.parent })}</span>}
              </th>
            ))}
            {/* Takes the room that is left, so that few roles stand together and their lines reach the edge. */}
            <td aria-hidden className="w-full border-b bg-sunken" />
          </tr>
        </thead>
        <tbody>
          {rows.map((permission) => (
            <tr key={permission} className="hover:bg-hover">
              <th scope="row" className={cn(FIRST, 'h-10 max-w-72 border-b px-4 font-normal max-sm:max-w-40')}>
                <code className="font-mono text-xs break-all">{permission}</code>
                {permission === EVERY_PERMISSION && <span className="ml-2 text-ink-soft">{t('allPermissions')}</span>}
              </th>
              {roles.map((role) => (
                <td key={role.id} className="h-10 border-b px-3 text-center align-middle">
                  <Cell role={role} permission={permission} grant={grantOf(roles, role, permission)} onToggle={onToggle} />
                </td>
              ))}
              <td aria-hidden className="border-b" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps extends Pick<PermissionMatrixProps, 'onToggle'> {
  role: TenantRole;
  permission: string;
  grant: Grant;
}

function Cell({ role, permission, grant, onToggle }: CellProps) {
  const t = useTranslations('roles');
  if (grant === null || grant.by === 'own') {
    return <Checkbox checked={grant !== null} disabled={!onToggle} onCheckedChange={() => onToggle?.(role.id, permission)} aria-label={t('allows', { role: role.name, permission })} />;
  }
  const inherited = grant.by === 'inherited';
  const Icon = inherited ? CornerDownRight : Asterisk;
  const words = t(inherited ? 'inheritedFrom' : 'byEverything', { role: role.name, permission, from: grant.from });
  return (
    <span title={words} className="inline-flex size-6 items-center justify-center text-accent-ink">
      <Icon className="size-4" aria-hidden />
      <span className="sr-only">{words}</span>
    </span>
  );
}
