'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Boxes, Keyboard, Languages, LogOut, Moon, Plus } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { useEffect, useState } from 'react';
import { LANGUAGE_NAMES } from '@/components/shell/language-names';
import { NAV_ITEMS } from '@/components/shell/nav-items';
import { useQueryProblem } from '@/components/shell/query-problem';
import { useLanguageChoice } from '@/components/shell/use-language-choice';
import { useSignOut } from '@/components/shell/use-sign-out';
import { THEMES, type Me } from '@/components/shell/user-menu';
import { orpc } from '@/lib/doors/rpc/client';
import { LANGUAGES } from '@/lib/model/common';
import type { PaletteItem } from './items';

const TYPING_MS = 150;

/** Pages and actions that this person may use. */
export function useLocalItems(me: Me, onShortcuts: () => void): PaletteItem[] {
  const t = useTranslations('palette');
  const nav = useTranslations('nav');
  const locale = useLocale();
  const { theme, setTheme } = useTheme();
  const chooseLanguage = useLanguageChoice();
  const signOut = useSignOut();
  const may = (permission?: string) => !permission || me.permissions.includes(permission);
  const pages = NAV_ITEMS.filter(({ permission }) => may(permission)).map(({ key, href, icon, shortcut }): PaletteItem => ({ id: `page-${key}`, group: 'pages', icon, label: nav(key), href, hint: shortcut }));
  const action = (id: string, icon: PaletteItem['icon'], label: string, rest: Partial<PaletteItem>): PaletteItem => ({ id, group: 'actions', icon, label, ...rest });
  return [
    ...pages,
    ...(may('tenants:create') ? [action('new-tenant', Plus, t('newTenant'), { href: '/tenants/new' })] : []),
    ...(may('servers:write') ? [action('add-server', Plus, t('addServer'), { href: '/servers/new' })] : []),
    ...THEMES.map((value) => action(`theme-${value}`, Moon, t('theme', { name: nav(`themes.${value}`) }), { run: () => setTheme(value), current: theme === value })),
    ...LANGUAGES.map((value) => action(`language-${value}`, Languages, t('language', { name: LANGUAGE_NAMES[value] }), { run: () => chooseLanguage(value), current: locale === value })),
    action('shortcuts', Keyboard, t('shortcuts'), { run: onShortcuts, hint: '?' }),
    action('sign-out', LogOut, nav('signOut'), { run: signOut }),
  ];
}

/** Tenants as the server finds them, a moment after the last key. */
export function useTenantItems(me: Me, query: string, limit: number) {
  const [asked, setAsked] = useState(query);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(query), TYPING_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const q = asked.trim();
  const { data, error, isFetching } = useQuery({
    ...orpc.tenants.list.queryOptions({ input: q ? { q, limit } : { limit, sort: '-updatedAt' } }),
    placeholderData: keepPreviousData,
    enabled: me.permissions.includes('tenants:read'),
  });
  const items = (data?.items ?? []).map(({ slug, name }): PaletteItem => ({ id: `tenant-${slug}`, group: 'tenants', icon: Boxes, label: name, hint: slug, href: `/tenants/${slug}` }));
  return { items, problem: useQueryProblem(error), busy: isFetching || asked !== query };
}
