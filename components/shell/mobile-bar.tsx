'use client';

import { Menu } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { SearchButton, TenantSwitcher } from '@/components/palette/palette-buttons';
import { Button } from '@/components/ui/button';
import { Sheet, SheetContent, SheetTrigger } from '@/components/ui/sheet';
import { LiveLost } from './live-lost';
import { LogoMark } from './logo';
import { Nav } from './nav';
import { UserMenu, type Me } from './user-menu';

/** The shell on narrow screens: a bar, and the navigation in a sheet. */
export function MobileBar({ me }: { me: Me }) {
  const t = useTranslations('nav');
  const [open, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-b bg-canvas/90 px-3 backdrop-blur lg:hidden">
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={t('openMenu')}>
            <Menu aria-hidden />
          </Button>
        </SheetTrigger>
        <SheetContent title={t('label')}>
          <div className="flex h-13 items-center gap-2 px-4 font-semibold tracking-tight">
            <LogoMark />
            <span>Tenantry</span>
          </div>
          <div className="flex-1 overflow-y-auto px-3">
            <Nav permissions={me.permissions} onNavigate={() => setOpen(false)} />
          </div>
          <div className="border-t p-3">
            <UserMenu me={me} />
          </div>
        </SheetContent>
      </Sheet>
      <Link href="/" className="flex items-center gap-2 rounded-md p-1 font-semibold tracking-tight">
        <LogoMark className="size-5.5" />
        <span className="max-sm:sr-only">Tenantry</span>
      </Link>
      <div className="min-w-0 flex-1 sm:max-w-64">{me.permissions.includes('tenants:read') && <TenantSwitcher />}</div>
      <div className="ml-auto flex min-w-0 items-center gap-2">
        <LiveLost look="chip" />
        <SearchButton collapsed />
      </div>
    </header>
  );
}
