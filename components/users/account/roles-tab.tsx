'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import type { z } from 'zod';
import { CopyAs } from '@/components/api/copy-as';
import type { ActionProblem } from '@/components/form/action';
import { FormProblem } from '@/components/form/form-problem';
import { MergeChoices } from '@/components/form/merge-choices';
import { mergedSet, sameSet, setDifferences, suggestedOfSet } from '@/components/form/merge-sets';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { permissionsOf } from '@/components/roles/inheritance';
import { useRoleDescription } from '@/components/roles/use-role-description';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
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
          <CopyAs operation="users.setRoles" input={() => ({ slug, id: user.id, roles: chosen })} ifMatch={() => draft?.version ?? assignment.version} className="sm:mr-auto" />
          <Button variant="primary" disabled={draft === null} pending={busy} onClick={() => void save()}>
            {tc('save')}
          </Button>
        </DrawerFooter>
      )}
      <Dialog open={theirs !== null} onOpenChange={(open) => !open && answer('keep')}>
        {theirs !== null && (
          <MergeChoices
            rows={setDifferences(chosen, namesOf(theirs), (has) => t(has ? 'hasRole' : 'hasNotRole'))}
            suggested={suggestedOfSet(draft?.opened ?? [], chosen)}
            onTakeTheirs={() => answer('theirs')}
            onSave={answer}
          />
        )}
      </Dialog>
    </>
  );
}

interface RoleDraft {
  names: string[];
  /** What it was made over, which what others save meanwhile does not move. */
  opened: string[];
  version: string;
}

/** The choice while it differs from what is saved; a save that lost to another keeps both. */
function useRoleDraft({ slug, user, assignment, actions }: Pick<AccountTabProps, 'slug' | 'user' | 'actions'> & { assignment: Assignment }) {
  const t = useTranslations('account');
  const refresh = useRefreshUsers();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<RoleDraft | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const [theirs, setTheirs] = useState<Assignment | null>(null);
  const chosen = draft?.names ?? namesOf(assignment);
  const { queryKey } = orpc.users.roles.queryOptions({ input: { slug, id: user.id } });

  const toggle = (name: string) => {
    const names = (chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]).sort();
    const begun = draft ?? { opened: namesOf(assignment), version: assignment.version };
    setDraft(sameSet(names, begun.opened) ? null : { ...begun, names });
  };
  const take = (saved: Assignment) => {
    queries.setQueryData(queryKey, saved);
    setDraft(null);
  };
  const save = async (names: string[], ifMatch: string) => {
    setBusy(true);
    setProblem(null);
    const result = await actions.setRoles({ slug, id: user.id, roles: names }, { ifMatch });
    if (result.ok) {
      take(result.data);
      toast.success(t('rolesToast', { email: user.email }));
      refresh();
    } else {
      const latest = result.error.code === 'precondition_failed' ? await client.users.roles({ slug, id: user.id }).catch(() => null) : null;
      if (latest && sameSet(namesOf(latest), names)) take(latest);
      else if (latest) setTheirs(latest);
      else setProblem(result.error);
    }
    setBusy(false);
  };
  const answer = (choice: string[] | 'theirs' | 'keep') => {
    setTheirs(null);
    if (!theirs || choice === 'keep') return;
    if (choice === 'theirs') return take(theirs);
    const names = mergedSet(chosen, namesOf(theirs), choice);
    setDraft({ names, opened: namesOf(theirs), version: theirs.version });
    void save(names, theirs.version);
  };
  return { draft, chosen, toggle, save: () => save(chosen, draft?.version ?? assignment.version), busy, problem, theirs, answer };
}
