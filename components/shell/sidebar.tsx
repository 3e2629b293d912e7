'use client';

import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { SearchButton, TenantSwitcher } from '@/components/palette/palette-buttons';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { LiveLost } from './live-lost';
import { LogoMark } from './logo';
import { Nav } from './nav';
import { rememberChoice } from './remember-choice';
import { SIDEBAR_COOKIE } from './sidebar-cookie';
import { UserMenu, type Me } from './user-menu';

export function Sidebar({ me, initiallyCollapsed }: { me: Me; initiallyCollapsed: boolean }) {
  const t = useTranslations('nav');
  const [collapsed, setCollapsed] = useState(initiallyCollapsed);
  const toggle = () => {
    // A cookie, so that the server draws the next page at the right width at once.
    rememberChoice(SIDEBAR_COOKIE, collapsed ? 'open' : 'collapsed');
    setCollapsed(!collapsed);
  };
  const label = collapsed ? t('expand') : t('collapse');
  return (
    <aside className={cn('sticky top-0 hidden h-dvh shrink-0 flex-col gap-4 p-3 transition-[width] duration-150 lg:flex', collapsed ? 'w-15' : 'w-58')}>
      <div className={cn('flex h-9 items-center justify-between', collapsed && 'h-auto flex-col gap-2')}>
        <Link href="/" className="flex items-center gap-2 rounded-md p-1 font-semibold tracking-tight">
          <LogoMark />
          <span className={collapsed ? 'sr-only' : undefined}>Tenantry</span>
        </Link>
        <Tooltip content={label} side="right">
          <Button variant="ghost" size="icon-sm" aria-label={label} aria-expanded={!collapsed} onClick={toggle}>
            {collapsed ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
          </Button>
        </Tooltip>
      </div>
      <div className={cn('space-y-1', collapsed && 'flex flex-col items-center')}>
        <SearchButton collapsed={collapsed} />
        {me.permissions.includes('tenants:read') && <TenantSwitcher collapsed={collapsed} />}
      </div>
      <Nav permissions={me.permissions} collapsed={collapsed} />
      <div className="mt-auto space-y-2">
        <LiveLost look={collapsed ? 'icon' : 'card'} />
        <UserMenu me={me} collapsed={collapsed} />
      </div>
    </aside>
  );
}
