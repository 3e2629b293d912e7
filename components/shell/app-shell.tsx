import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CommandsProvider } from '@/components/palette/commands';
import { LiveProvider } from '@/lib/doors/rpc/live/use-live';
import { LiveRefresh } from './live-refresh';
import { MobileBar } from './mobile-bar';
import { Sidebar } from './sidebar';
import type { Me } from './user-menu';

interface AppShellProps {
  me: Me;
  /** Where its live events begin. */
  live: { scope: string; from: number | null } | null;
  sidebarCollapsed: boolean;
  children: ReactNode;
}

/** The frame of the console: navigation on the ground, the page as a sheet on it. */
export function AppShell({ me, live, sidebarCollapsed, children }: AppShellProps) {
  const t = useTranslations('nav');
  const frame = (
    <CommandsProvider me={me}>
      <div className="flex min-h-dvh flex-col lg:flex-row">
        <a href="#content" className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
          {t('skip')}
        </a>
        <Sidebar me={me} initiallyCollapsed={sidebarCollapsed} />
        <MobileBar me={me} />
        <div className="flex min-w-0 flex-1 flex-col lg:p-2 lg:pl-0">
          <main id="content" tabIndex={-1} className="flex-1 bg-surface outline-none lg:rounded-xl lg:border lg:shadow-sm dark:bg-sunken">
            <div className="mx-auto w-full max-w-[88rem] px-4 py-5 sm:px-6 lg:px-8 lg:py-7">{children}</div>
          </main>
        </div>
        {live && <LiveRefresh />}
      </div>
    </CommandsProvider>
  );
  if (!live) return frame;
  return (
    <LiveProvider key={live.scope} {...live}>
      {frame}
    </LiveProvider>
  );
}
