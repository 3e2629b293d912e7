import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { AppShell } from '@/components/shell/app-shell';
import { SIDEBAR_COOKIE } from '@/components/shell/sidebar-cookie';
import { liveStart } from '@/lib/doors/page';
import { currentMe } from './me';

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [me, jar, live] = await Promise.all([currentMe(), cookies(), liveStart()]);
  return (
    <AppShell me={me} live={live} sidebarCollapsed={jar.get(SIDEBAR_COOKIE)?.value === 'collapsed'}>
      {children}
    </AppShell>
  );
}
