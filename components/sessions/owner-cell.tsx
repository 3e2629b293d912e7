'use client';

import { ListFilter, MoreHorizontal, User as UserIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { userHref } from '@/components/users/account/user-tabs';
import { Button } from '@/components/ui/button';
import { Dropdown, DropdownContent, DropdownItem, DropdownTrigger } from '@/components/ui/dropdown';
import type { Owner } from '@/lib/model/account';
import type { HeldParams } from './held-list';

/** Whose a row is; leads to what that user holds. */
export function OwnerCell({ slug, owner }: { slug: string; owner: Owner | null }) {
  const t = useTranslations('sessions');
  if (!owner) return <span className="text-ink-faint">{t('deletedUser')}</span>;
  return (
    <Link href={userHref(slug, owner.id, 'sessions')} title={owner.name ? `${owner.name} · ${owner.email}` : owner.email} className="inline-block min-h-6 max-w-64 truncate rounded-sm align-middle leading-6 font-medium hover:underline max-sm:max-w-full">
      {owner.email}
    </Link>
  );
}

interface HeldMenuProps {
  slug: string;
  row: { userId: string; clientId: string | null; user: Owner | null };
  label: string;
  params: HeldParams;
  children?: ReactNode;
}

/** What can be done with a row: see more of its user or client. */
export function HeldMenu({ slug, row, label, params, children }: HeldMenuProps) {
  const t = useTranslations('sessions');
  const { userId, clientId, user } = row;
  return (
    <Dropdown>
      <DropdownTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={label}>
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownTrigger>
      <DropdownContent align="end">
        <DropdownItem onSelect={() => params.set({ userId })}>
          <ListFilter aria-hidden /> {t('onlyUser')}
        </DropdownItem>
        {clientId !== null && (
          <DropdownItem onSelect={() => params.set({ clientId })}>
            <ListFilter aria-hidden /> {t('onlyClient')}
          </DropdownItem>
        )}
        {user && (
          <DropdownItem asChild>
            <Link href={userHref(slug, user.id, 'sessions')}>
              <UserIcon aria-hidden /> {t('openUser')}
            </Link>
          </DropdownItem>
        )}
        {children}
      </DropdownContent>
    </Dropdown>
  );
}
