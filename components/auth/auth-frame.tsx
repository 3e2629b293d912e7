import type { ReactNode } from 'react';
import { LogoMark } from '@/components/shell/logo';

/** The way in: one panel on the bare ground. */
export function AuthFrame({ title, description, children }: { title: string; description: string; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-sm space-y-6">
        <div className="space-y-4">
          <LogoMark className="size-9" />
          <div className="space-y-1">
            <h1 className="text-2xl">{title}</h1>
            <p className="text-base text-pretty text-ink-soft">{description}</p>
          </div>
        </div>
        <div className="panel p-5 shadow-md">{children}</div>
      </div>
    </main>
  );
}
