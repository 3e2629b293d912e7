'use client';

import { useQuery } from '@tanstack/react-query';
import { LockOpen } from 'lucide-react';
import { useNow, useTranslations } from 'next-intl';
import { FormProblem } from '@/components/form/form-problem';
import { StatusBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Drawer } from '@/components/ui/drawer';
import { RelativeTime } from '@/components/ui/relative-time';
import { TabPanels, type TabPanel } from '@/components/ui/tab-panels';
import { orpc } from '@/lib/doors/rpc/client';
import type { Field } from '@/lib/model/field';
import type { User } from '@/lib/model/user';
import type { UserActions } from '../actions-type';
import { UserForm } from '../user-form';
import { UserMenu, type UserIntent } from '../user-menu';
import { UserStatusBadge } from '../user-status';
import type { AccountActions, AccountTabProps } from './account-actions';
import { ActivityTab } from './activity-tab';
import { ConsentsTab } from './consents-tab';
import { IdentitiesTab } from './identities-tab';
import { lockedUntil } from './identity-words';
import { MfaTab } from './mfa-tab';
import { ReadState } from './read-state';
import { RolesTab } from './roles-tab';
import { SessionsTab } from './sessions-tab';
import { useAct } from './use-act';
import { USER_TABS, type UserTab } from './user-tabs';

/** What the reader may do with users. */
export interface UserRights {
  write: boolean;
  readRoles: boolean;
  writeRoles: boolean;
}

interface UserDrawerProps {
  slug: string;
  id: string;
  tab: UserTab;
  fields: readonly Field[];
  rights: UserRights;
  actions: UserActions & AccountActions;
  /** What the list knows of the user already. */
  known?: User;
  onTab: (tab: UserTab) => void;
  onIntent: (intent: UserIntent, user: User) => void;
  onSaved: (user: User) => void;
  onClose: () => void;
}

/** All of one user, part by part, and what can be done with them. */
export function UserDrawer({ slug, id, known, onIntent, rights, ...props }: UserDrawerProps) {
  const t = useTranslations('account');
  const read = useQuery({ ...orpc.users.get.queryOptions({ input: { slug, id } }), placeholderData: known });
  const user = read.data;
  return (
    <Drawer
      open
      wide
      onClose={props.onClose}
      title={user?.email ?? t('title')}
      description={
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {user && <UserStatusBadge user={user} />}
          {user && <LockBadge slug={slug} user={user} mayWrite={rights.write} actions={props.actions} />}
          {user && rights.write && <UserMenu user={user} onChoose={onIntent} without="edit" />}
          <span className="inline-flex min-w-0 items-center gap-1">
            <code className="min-w-0 truncate font-mono text-xs">{id}</code> <CopyButton value={id} label={t('copyId')} />
          </span>
        </div>
      }
    >
      <ReadState read={read}>{(loaded) => <UserParts {...props} slug={slug} user={loaded} fresh={{ data: read.isFetchedAfterMount ? loaded : undefined, error: read.error, refetch: read.refetch }} rights={rights} onSetPassword={() => onIntent('password', loaded)} />}</ReadState>
    </Drawer>
  );
}

interface UserPartsProps extends Omit<UserDrawerProps, 'id' | 'known' | 'onIntent'> {
  user: User;
  /** Read since the drawer was opened: what was known before may have been changed meanwhile. */
  fresh: { data: User | undefined; error: unknown; refetch: () => unknown };
  onSetPassword: () => void;
}

function UserParts({ slug, user, fresh, tab, fields, rights, actions, onTab, onSaved, onSetPassword }: UserPartsProps) {
  const t = useTranslations('account');
  const shared: AccountTabProps = { slug, user, mayWrite: rights.write, actions };
  const content: Record<UserTab, TabPanel<UserTab>['content']> = {
    // The form keeps the user that it began with; begun with an old one, its first save would be a conflict.
    profile: <ReadState read={fresh}>{(read) => <UserForm slug={slug} user={read} fields={fields} mayWrite={rights.write} actions={actions} onSaved={onSaved} />}</ReadState>,
    identities: <IdentitiesTab {...shared} onSetPassword={onSetPassword} />,
    sessions: <SessionsTab {...shared} />,
    mfa: <MfaTab {...shared} />,
    consents: <ConsentsTab {...shared} />,
    roles: <RolesTab {...shared} mayWrite={rights.writeRoles} />,
    activity: <ActivityTab slug={slug} user={user} />,
  };
  const shown = USER_TABS.filter((one) => one !== 'roles' || rights.readRoles);
  return <TabPanels label={t('parts')} value={shown.includes(tab) ? tab : 'profile'} onChange={onTab} panels={shown.map((value) => ({ value, label: t(`tab.${value}`), content: content[value] }))} />;
}

/** That wrong passwords have locked the user out, and the way to lift it. */
function LockBadge({ slug, user, mayWrite, actions }: Pick<AccountTabProps, 'slug' | 'user' | 'mayWrite' | 'actions'>) {
  const t = useTranslations('account');
  const { data } = useQuery(orpc.users.identities.queryOptions({ input: { slug, id: user.id } }));
  const now = useNow({ updateInterval: 15_000 });
  const { busy, problem, act } = useAct();
  const until = lockedUntil(data?.items ?? [], now);
  if (!until) return <FormProblem problem={problem} />;
  return (
    <>
      <StatusBadge tone="warn">{t('locked')} <RelativeTime at={until} ahead /></StatusBadge>
      {mayWrite && (
        <Button size="sm" pending={busy !== null} onClick={() => void act('unlock', () => actions.unlock({ slug, id: user.id }), ({ unlocked }) => t(unlocked ? 'unlockedToast' : 'wasNotLocked', { email: user.email }))}>
          <LockOpen aria-hidden /> {t('unlock')}
        </Button>
      )}
      <FormProblem problem={problem} />
    </>
  );
}
