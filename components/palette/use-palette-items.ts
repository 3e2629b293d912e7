'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Boxes, Braces, Database, Keyboard, Languages, LogOut, Moon, Plus } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { LANGUAGE_NAMES } from '@/components/shell/language-names';
import { NAV_ITEMS } from '@/components/shell/nav-items';
import { useQueryProblem } from '@/components/shell/query-problem';
import { useLanguageChoice } from '@/components/shell/use-language-choice';
import { useSignOut } from '@/components/shell/use-sign-out';
import { THEMES, type Me } from '@/components/shell/user-menu';
import { orpc } from '@/lib/doors/rpc/client';
import { placeOfServer } from '@/lib/model/place-of-server';
import { LANGUAGES } from '@/lib/model/states';
import type { PaletteItem } from './items';
import { samePageOf } from './tenant-pages';

const TYPING_MS = 150;

/** Pages, actions and switches that this person may use. */
export function useLocalItems(me: Me, onShortcuts: () => void): PaletteItem[] {
  const t = useTranslations('palette');
  const nav = useTranslations('nav');
  const api = useTranslations('api');
  const locale = useLocale();
  const { theme, setTheme } = useTheme();
  const chooseLanguage = useLanguageChoice();
  const signOut = useSignOut();
  const may = (permission?: string) => !permission || me.permissions.includes(permission);
  const pages = NAV_ITEMS.filter(({ permission }) => may(permission)).map(({ key, href, icon, shortcut }): PaletteItem => ({ id: `page-${key}`, group: 'pages', icon, label: nav(key), href, hint: shortcut }));
  const action = (id: string, icon: PaletteItem['icon'], label: string, rest: Partial<PaletteItem>): PaletteItem => ({ id, group: 'actions', icon, label, ...rest });
  return [
    ...pages,
    { id: 'page-api', group: 'pages', icon: Braces, label: api('title'), href: '/settings/api' },
    ...(may('tenants:create') ? [action('new-tenant', Plus, t('newTenant'), { href: '/tenants/new' })] : []),
    ...(may('servers:write') ? [action('add-server', Plus, t('addServer'), { href: '/servers/new' })] : []),
    action('shortcuts', Keyboard, t('shortcuts'), { run: onShortcuts, hint: '?' }),
    action('sign-out', LogOut, nav('signOut'), { run: signOut }),
    ...THEMES.map((value) => action(`theme-${value}`, Moon, t('theme', { name: nav(`themes.${value}`) }), { group: 'theme', run: () => setTheme(value), current: theme === value })),
    ...LANGUAGES.map((value) => action(`language-${value}`, Languages, t('language', { name: LANGUAGE_NAMES[value] }), { group: 'language', run: () => chooseLanguage(value), current: locale === value })),
  ];
}

/** Tenants and database servers as the server finds them, a moment after the last key. A switcher stays on the page that is open. */
export function useFoundItems(me: Me, query: string, limit: number, how: 'places' | 'switcher') {
  const path = usePathname();
  const [asked, setAsked] = useState(query);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(query), TYPING_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const q = asked.trim();
  const mayTenants = me.permissions.includes('tenants:read');
  const mayServers = how === 'places' && me.permissions.includes('servers:read') && q !== '';
  const tenants = useQuery({ ...orpc.tenants.list.queryOptions({ input: q ? { q, limit } : { limit, sort: '-updatedAt' } }), placeholderData: keepPreviousData, enabled: mayTenants });
  const servers = useQuery({ ...orpc.servers.list.queryOptions({ input: { q } }), placeholderData: keepPreviousData, enabled: mayServers });
  const items = [
    ...(tenants.data?.items ?? []).map(({ slug, name, database }): PaletteItem => ({ id: `tenant-${slug}`, group: 'tenants', icon: Boxes, label: name, hint: slug, href: how === 'switcher' ? samePageOf(path, { slug, database }) : `/tenants/${slug}` })),
    ...((mayServers ? servers.data?.items : undefined) ?? []).slice(0, limit).map((server): PaletteItem => ({ id: `server-${server.id}`, group: 'servers', icon: Database, label: server.name, hint: placeOfServer(server), href: `/servers/${server.id}` })),
  ];
  return { items, problem: useQueryProblem(tenants.error ?? (mayServers ? servers.error : null)), busy: tenants.isFetching || servers.isFetching || asked !== query };
}
