'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Drawer } from '@/components/ui/drawer';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';
import type { Field } from '@/lib/model/field';
import type { User } from '@/lib/model/user';
import type { UserActions } from './actions-type';
import { DeleteDialog, DisableDialog, PasswordDialog } from './user-dialogs';
import { UserForm } from './user-form';

export type OpenPanel = { kind: 'create'; user?: undefined } | { kind: 'disable' | 'password' | 'delete'; user: User };

interface UserPanelsProps {
  slug: string;
  fields: Field[];
  panel: OpenPanel | null;
  mayWrite: boolean;
  actions: UserActions;
  onClose: () => void;
  /** The user is no more. */
  onDeleted: () => void;
}

/** The sheet or dialog that is open, and what follows when it is done: a word, and the list read again. */
export function UserPanels({ slug, fields, panel, mayWrite, actions, onClose, onDeleted }: UserPanelsProps) {
  const t = useTranslations('users');
  const queries = useQueryClient();
  const finish = (message: string) => {
    toast.success(message);
    onClose();
    void queries.invalidateQueries({ queryKey: orpc.users.key() });
  };
  if (!panel) return null;
  if (panel.kind === 'create') {
    return (
      <Drawer open onClose={onClose} title={t('new')}>
        <UserForm slug={slug} user={null} fields={fields} mayWrite={mayWrite} actions={actions} onSaved={({ email }) => finish(t('createdToast', { email }))} />
      </Drawer>
    );
  }
  const { kind, user } = panel;
  const { email } = user;
  const shared = { slug, user, onClose };
  if (kind === 'disable') return <DisableDialog {...shared} disable={actions.disable} onDone={() => finish(t('disabledToast', { email }))} />;
  if (kind === 'password') return <PasswordDialog {...shared} setPassword={actions.setPassword} onDone={() => finish(t('passwordToast', { email }))} />;
  return <DeleteDialog {...shared} remove={actions.remove} onDone={() => {
        onDeleted();
        finish(t('deletedToast', { email }));
      }} />;
}
