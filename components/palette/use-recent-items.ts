'use client';

import { useQueries } from '@tanstack/react-query';
import { Boxes, Database, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import { useSyncExternalStore } from 'react';
import type { Me } from '@/components/shell/user-menu';
import { orpc } from '@/lib/doors/rpc/client';
import type { PaletteItem } from './items';
import { readRecents, recentOf, recents, type Recent } from './recents';

const NEEDS: Record<Recent['kind'], string> = { tenant: 'tenants:read', users: 'users:read', server: 'servers:read' };
const ICONS = { tenant: Boxes, users: Users, server: Database };
/** A name asked for so long ago is asked for again. */
const STALE_MS = 60_000;

/** What this admin visited lately in this browser; what is gone, or no longer theirs to see, is left out. */
export function useRecentItems(me: Me): PaletteItem[] {
  const t = useTranslations('palette');
  const path = usePathname();
  const stored = useSyncExternalStore(recents.subscribe, () => recents.stored(me.principal.id), () => null);
  const places = readRecents(stored)
    .flatMap((place) => recentOf(place) ?? [])
    .filter(({ kind, href }) => me.permissions.includes(NEEDS[kind]) && href !== recentOf(path)?.href);
  const slugs = places.filter(({ kind }) => kind !== 'server').map(({ id }) => id);
  const ids = places.filter(({ kind }) => kind === 'server').map(({ id }) => id);
  const tenants = useQueries({ queries: slugs.map((slug) => orpc.tenants.get.queryOptions({ input: { slug }, staleTime: STALE_MS })) });
  const servers = useQueries({ queries: ids.map((id) => orpc.servers.get.queryOptions({ input: { id }, staleTime: STALE_MS })) });
  const nameOf = ({ kind, id }: Recent) => (kind === 'server' ? servers[ids.indexOf(id)] : tenants[slugs.indexOf(id)])?.data?.name;
  return places.flatMap((place): PaletteItem[] => {
    const { kind, id, href } = place;
    const name = nameOf(place);
    if (name === undefined) return [];
    const label = kind === 'users' ? t('usersOf', { name }) : name;
    return [{ id: `recent-${kind}-${id}`, group: 'recent', icon: ICONS[kind], label, hint: kind === 'server' ? undefined : id, href }];
  });
}
