'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import type { z } from 'zod';
import type { ActionProblem } from '@/components/form/action';
import { ConflictDialog } from '@/components/form/conflict-dialog';
import { FormProblem } from '@/components/form/form-problem';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { permissionsOf } from '@/components/roles/inheritance';
import { useRoleDescription } from '@/components/roles/use-role-description';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { DrawerBody, DrawerFooter } from '@/components/ui/drawer';
import { EmptyState } from '@/components/ui/empty-state';
import { toast } from '@/components/ui/toast';
import { client, orpc } from '@/lib/doors/rpc/client';
import type { TenantRole, userRolesSchema } from '@/lib/model/role';
import type { AccountTabProps } from './account-actions';
import { ReadState } from './read-state';
import { useRefreshUsers } from './use-act';

type Assignment = z.output<typeof userRolesSchema>;
const namesOf = ({ items }: Assignment): string[] => items.map(({ name }) => name).sort();

/** Which roles a user has, and what they come to. */
export function RolesTab(props: AccountTabProps) {
  const { slug, user } = props;
  const assigned = useQuery(orpc.users.roles.queryOptions({ input: { slug, id: user.id } }));
  const roles = useQuery(orpc.roles.list.queryOptions({ input: { slug } }));
  const data = assigned.data && roles.data ? { assignment: assigned.data, roles: roles.data.items } : undefined;
  const retry = () => void Promise.all([assigned.refetch(), roles.refetch()]);
  return <ReadState read={{ data, error: assigned.error ?? roles.error, refetch: retry }}>{(both) => <RoleChoice {...props} {...both} />}</ReadState>;
}

function RoleChoice({ slug, user, mayWrite, actions, assignment, roles }: AccountTabProps & { assignment: Assignment; roles: TenantRole[] }) {
  const t = useTranslations('account');
  const tc = useTranslations('common');
  const describe = useRoleDescription();
  const { draft, chosen, toggle, save, busy, problem, theirs, answer } = useRoleDraft({ slug, user, assignment, actions });
  const permissions = permissionsOf(roles, chosen);
  if (roles.length === 0) return <DrawerBody><EmptyState icon={UsersRound} title={t('noRoles')} description={t('noRolesDetail')} /></DrawerBody>;
  return (
    <>
      <UnsavedGuard active={draft !== null} />
      <DrawerBody>
        <FormProblem problem={problem} />
        <fieldset disabled={!mayWrite}>
          <legend className="flex w-full items-center justify-between gap-2 pb-1 text-sm font-medium">{t('rolesOf')}</legend>
          <ul className="divide-y">
            {roles.map((role) => (
              <li key={role.id}>
                <label className="flex min-h-11 items-start gap-2 py-2 text-sm">
                  <Checkbox className="-ml-1" checked={chosen.includes(role.name)} onCheckedChange={() => toggle(role.name)} />
                  <span className="min-w-0 pt-0.5">
                    <span className="font-medium break-words">{role.name}</span>
                    {role.parent !== null && <span className="text-ink-soft"> · {t('inheritsFrom', { name: role.parent })}</span>}
                    {role.description !== '' && <span className="block text-ink-soft">{describe(role)}</span>}
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <section aria-label={t('comesTo')} className="space-y-2 border-t pt-4">
          <h3 className="flex flex-wrap items-center justify-between gap-2 text-base">
            {t('comesTo')}
            <Link href={`/tenants/${slug}/roles`} className="inline-flex min-h-6 items-center rounded-sm text-sm font-normal text-ink-soft hover:text-ink hover:underline">
              {t('toRoles')}
            </Link>
          </h3>
          {permissions.length === 0 && <p className="text-sm text-ink-soft">{t('noPermissions')}</p>}
          <ul className="flex flex-wrap gap-1">
            {permissions.map((permission) => (
              <li key={permission} className="min-w-0"><Badge className="h-auto min-h-5 max-w-full font-mono break-all whitespace-normal">{permission}</Badge></li>
            ))}
          </ul>
        </section>
      </DrawerBody>
      {mayWrite && (
        <DrawerFooter>
          <Button variant="primary" disabled={draft === null} pending={busy} onClick={() => void save()}>
            {tc('save')}
          </Button>
        </DrawerFooter>
      )}
      <ConflictDialog
        open={theirs !== null}
        differences={theirs ? [{ label: t('rolesOf'), mine: chosen.join(', '), theirs: namesOf(theirs).join(', ') }] : []}
        onClose={() => answer('keep')}
        onTakeTheirs={() => answer('theirs')}
        onSaveMine={() => answer('mine')}
      />
    </>
  );
}

/** The choice while it differs from what is saved; a save that lost to another keeps both. */
function useRoleDraft({ slug, user, assignment, actions }: Pick<AccountTabProps, 'slug' | 'user' | 'actions'> & { assignment: Assignment }) {
  const t = useTranslations('account');
  const refresh = useRefreshUsers();
  const queries = useQueryClient();
  // With the version that it was made over, which what others save meanwhile does not move.
  const [draft, setDraft] = useState<{ names: string[]; version: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const [theirs, setTheirs] = useState<Assignment | null>(null);
  const chosen = draft?.names ?? namesOf(assignment);
  const { queryKey } = orpc.users.roles.queryOptions({ input: { slug, id: user.id } });

  const toggle = (name: string) => {
    const names = (chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]).sort();
    setDraft(names.join() === namesOf(assignment).join() ? null : { names, version: draft?.version ?? assignment.version });
  };
  const save = async (ifMatch = draft?.version ?? assignment.version) => {
    setBusy(true);
    setProblem(null);
    const result = await actions.setRoles({ slug, id: user.id, roles: chosen }, { ifMatch });
    if (result.ok) {
      queries.setQueryData(queryKey, result.data);
      setDraft(null);
      toast.success(t('rolesToast', { email: user.email }));
      refresh();
    } else {
      const latest = result.error.code === 'precondition_failed' ? await client.users.roles({ slug, id: user.id }).catch(() => null) : null;
      if (latest) setTheirs(latest);
      else setProblem(result.error);
    }
    setBusy(false);
  };
  const answer = (choice: 'mine' | 'theirs' | 'keep') => {
    if (theirs && choice === 'theirs') {
      queries.setQueryData(queryKey, theirs);
      setDraft(null);
    }
    if (theirs && choice === 'mine') void save(theirs.version);
    setTheirs(null);
  };
  return { draft, chosen, toggle, save, busy, problem, theirs, answer };
}
