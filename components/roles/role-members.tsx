'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { Drawer, DrawerBody } from '@/components/ui/drawer';
import { EmptyState } from '@/components/ui/empty-state';
import { ReadState } from '@/components/users/account/read-state';
import { userHref } from '@/components/users/account/user-tabs';
import { orpc } from '@/lib/doors/rpc/client';

const PAGE = 50;

/** Who has a role; each leads to the part of that user where roles are given and taken. */
export function RoleMembers({ slug, name, onClose }: { slug: string; name: string; onClose: () => void }) {
  const t = useTranslations('roles');
  const read = useInfiniteQuery(
    orpc.roles.members.infiniteOptions({ input: (cursor: string | undefined) => ({ slug, role: name, limit: PAGE, cursor }), initialPageParam: undefined, getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined }),
  );
  return (
    <Drawer open onClose={onClose} title={t('members', { name })} description={t('membersDetail')}>
      <ReadState read={read}>
        {({ pages }) => {
          const users = pages.flatMap((page) => page.items);
          return (
            <DrawerBody>
              {users.length === 0 && (
                <EmptyState
                  icon={UsersRound}
                  title={t('noMembers')}
                  description={t('noMembersDetail')}
                  action={
                    <Button asChild>
                      <Link href={`/tenants/${slug}/users`}>{t('toUsers')}</Link>
                    </Button>
                  }
                />
              )}
              <ul className="divide-y">
                {users.map((user) => (
                  <li key={user.id} className="py-2 text-sm">
                    <Link href={userHref(slug, user.id, 'roles')} className="inline-flex min-h-6 max-w-full items-center rounded-sm font-medium break-all hover:underline">{user.email}</Link>
                    {user.name !== null && <p className="break-words text-ink-soft">{user.name}</p>}
                  </li>
                ))}
              </ul>
              {read.hasNextPage && (
                <Button pending={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
                  {t('more')}
                </Button>
              )}
            </DrawerBody>
          );
        }}
      </ReadState>
    </Drawer>
  );
}
