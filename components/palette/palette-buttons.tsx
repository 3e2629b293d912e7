'use client';

import { useQuery } from '@tanstack/react-query';
import { Boxes, ChevronsUpDown, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import { isRefusal } from '@/components/shell/query-problem';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { orpc } from '@/lib/doors/rpc/client';
import { useOpenCommands } from './commands';
import { Kbd } from './kbd';
import { openTenant } from './tenant-pages';
import { useModifier } from './use-modifier';

/** Opens the palette; an icon where there is no room. */
export function SearchButton({ collapsed }: { collapsed?: boolean }) {
  const t = useTranslations('palette');
  const open = useOpenCommands();
  const keys = useModifier('K');
  if (collapsed) {
    return (
      <Tooltip content={t('title')} side="right">
        <Button variant="ghost" size="icon" aria-label={t('title')} aria-haspopup="dialog" onClick={() => open('all')}>
          <Search aria-hidden />
        </Button>
      </Tooltip>
    );
  }
  return (
    <button
      type="button"
      aria-label={t('title')}
      aria-haspopup="dialog"
      onClick={() => open('all')}
      className="flex h-8 w-full items-center gap-2 rounded-md border bg-surface px-2 text-left text-sm text-ink-soft shadow-sm transition-colors hover:border-line-strong hover:text-ink"
    >
      <Search className="size-4 text-ink-faint" aria-hidden />
      <span className="flex-1 truncate">{t('button')}</span>
      <Kbd keys={keys} />
    </button>
  );
}

/** The tenant whose pages are open, and the way to another; an icon where there is no room. */
export function TenantSwitcher({ collapsed, className }: { collapsed?: boolean; className?: string }) {
  const t = useTranslations('palette');
  const open = useOpenCommands();
  const asked = openTenant(usePathname())?.slug;
  const { data, error } = useQuery({ ...orpc.tenants.get.queryOptions({ input: { slug: asked ?? '' } }), enabled: asked !== undefined });
  // An address that leads nowhere is no tenant.
  const shown = !data && isRefusal(error) ? undefined : asked;
  const name = shown ? (data?.name ?? shown) : t('noTenant');
  const shared = { 'aria-haspopup': 'dialog', 'aria-label': `${t('switch')}: ${name}`, 'data-shortcut': 's', onClick: () => open('tenants') } as const;
  if (collapsed) {
    return (
      <Tooltip content={`${t('switch')}: ${name}`} side="right">
        <Button variant="ghost" size="icon" {...shared}>
          <Boxes aria-hidden className={shown ? 'text-accent-ink' : undefined} />
        </Button>
      </Tooltip>
    );
  }
  return (
    <button type="button" {...shared} className={cn('flex h-8 w-full min-w-0 items-center gap-2 rounded-md px-2 text-left text-sm transition-colors hover:bg-hover', className)}>
      <span className={shown ? 'min-w-0 flex-1 truncate font-medium' : 'min-w-0 flex-1 truncate text-ink-soft'}>{name}</span>
      <ChevronsUpDown className="size-3.5 shrink-0 text-ink-faint" aria-hidden />
    </button>
  );
}
