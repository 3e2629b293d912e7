'use client';

import { Ban, CircleCheck, KeyRound, MoreHorizontal, Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dropdown, DropdownContent, DropdownItem, DropdownSeparator, DropdownTrigger } from '@/components/ui/dropdown';
import type { User } from '@/lib/model/user';

export type UserIntent = 'edit' | 'disable' | 'enable' | 'password' | 'delete';

/** What can be done with a user of the list. */
export function UserMenu({ user, onChoose, without }: { user: User; onChoose: (intent: UserIntent, user: User) => void; /** What the place it stands in does already. */ without?: 'edit' }) {
  const t = useTranslations('users');
  const disabled = user.status === 'disabled';
  return (
    <Dropdown>
      <DropdownTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={t('actionsOf', { email: user.email })}>
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownTrigger>
      <DropdownContent align="end">
        {without !== 'edit' && (
          <DropdownItem onSelect={() => onChoose('edit', user)}>
            <Pencil aria-hidden /> {t('edit')}
          </DropdownItem>
        )}
        <DropdownItem onSelect={() => onChoose('password', user)}>
          <KeyRound aria-hidden /> {t('setPassword')}
        </DropdownItem>
        <DropdownItem onSelect={() => onChoose(disabled ? 'enable' : 'disable', user)}>
          {disabled ? <CircleCheck aria-hidden /> : <Ban aria-hidden />} {disabled ? t('enable') : t('disable')}
        </DropdownItem>
        <DropdownSeparator />
        <DropdownItem onSelect={() => onChoose('delete', user)}>
          <Trash2 aria-hidden /> {t('delete')}
        </DropdownItem>
      </DropdownContent>
    </Dropdown>
  );
}
