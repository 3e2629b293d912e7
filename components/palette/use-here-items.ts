'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowRight, Ban, Copy, Pencil, RefreshCw, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { usePathname, useRouter } from 'next/navigation';
import type { Me } from '@/components/shell/user-menu';
import { client, orpc } from '@/lib/doors/rpc/client';
import type { PaletteItem } from './items';
import { recentOf } from './recents';
import { openTenant, TENANT_PAGES } from './tenant-pages';

/** What can be done with the tenant or server that is open, and its name. */
export function useHereItems(me: Me): { name: string | undefined; items: PaletteItem[] } {
  const tenant = useTenantActions(me);
  const server = useServerActions(me);
  return tenant.items.length > 0 ? tenant : server;
}

const item = (id: string, icon: PaletteItem['icon'], label: string, rest: Partial<PaletteItem>): PaletteItem => ({ id: `here-${id}`, group: 'here', icon, label, ...rest });

function useCopy(): (id: string, label: string, text: string) => PaletteItem {
  const t = useTranslations('common');
  return (id, label, text) =>
    item(id, Copy, label, {
      hint: text,
      act: async () => {
        await navigator.clipboard.writeText(text);
        return t('copied');
      },
    });
}

function useTenantActions(me: Me) {
  const t = useTranslations('palette');
  const copy = useCopy();
  const path = usePathname();
  const open = openTenant(path);
  const { data } = useQuery({ ...orpc.tenants.get.queryOptions({ input: { slug: open?.slug ?? '' } }), enabled: open !== null && me.permissions.includes('tenants:read') });
  if (!open || !data) return { name: undefined, items: [] };
  const pages = TENANT_PAGES.filter((one) => (!('permission' in one) || me.permissions.includes(one.permission)) && (!('database' in one) || data.database !== null) && one.page !== open.page);
  return {
    name: data.name,
    items: [
      ...pages.map(({ page, label }) => item(label, ArrowRight, t(`tenantPages.${label}`), { href: `/tenants/${open.slug}${page && `/${page}`}` })),
      copy('copy-slug', t('copySlug'), data.slug),
      copy('copy-id', t('copyId'), data.id),
    ],
  };
}

function useServerActions(me: Me) {
  const t = useTranslations('palette');
  const ts = useTranslations('servers');
  const th = useTranslations('health');
  const copy = useCopy();
  const path = usePathname();
  const router = useRouter();
  const queries = useQueryClient();
  const visited = recentOf(path);
  const id = visited?.kind === 'server' ? visited.id : '';
  const { data } = useQuery({ ...orpc.servers.get.queryOptions({ input: { id } }), enabled: id !== '' && me.permissions.includes('servers:read') });
  if (!data || id === '') return { name: undefined, items: [] };
  const after = async (words: string) => {
    await queries.invalidateQueries({ queryKey: orpc.servers.key() });
    router.refresh();
    return words;
  };
  const editable = me.permissions.includes('servers:write') && !data.managed;
  return {
    name: data.name,
    items: [
      item('check', RefreshCw, ts('checkNow'), {
        act: async () => {
          const { status } = await client.servers.check({ id });
          return after(t('checked', { name: data.name, status: th(`status.${status}`) }));
        },
      }),
      ...(editable && data.cordoned ? [item('uncordon', Undo2, ts('uncordon'), { act: async () => client.servers.uncordon({ id }).then(() => after(t('uncordoned', { name: data.name }))) })] : []),
      ...(editable && !data.cordoned ? [item('cordon', Ban, ts('cordon'), { act: async () => client.servers.cordon({ id }).then(() => after(t('cordoned', { name: data.name }))) })] : []),
      ...(editable && !path.endsWith('/edit') ? [item('edit', Pencil, ts('edit'), { href: `/servers/${id}/edit` })] : []),
      copy('copy-id', t('copyId'), id),
    ],
  };
}
