'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useQueryProblem } from '@/components/shell/query-problem';
import { DrawerBody } from '@/components/ui/drawer';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';

interface Read<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

const ROWS = [0, 1, 2];

/** The body of a part of the drawer: on its way, failed, or there. */
export function ReadState<T>({ read, children }: { read: Read<T>; children: (data: T) => ReactNode }) {
  const t = useTranslations('common');
  const problem = useQueryProblem(read.error);
  if (read.data !== undefined) return children(read.data);
  return (
    <DrawerBody>
      {problem ? (
        <ErrorState {...problem} onRetry={() => void read.refetch()} />
      ) : (
        <div role="status" aria-label={t('loading')} className="space-y-4">
          {ROWS.map((row) => (
            <div key={row} className="space-y-2">
              <Skeleton className="h-4 w-1/3" />
              <Skeleton className="h-4 w-2/3" />
            </div>
          ))}
        </div>
      )}
    </DrawerBody>
  );
}

/** One thing that a user holds: its name, what is known of it, and what can be done. */
export function HeldItem({ name, badges, children, action }: { name: ReactNode; badges?: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5 text-sm">
      <div className="min-w-0 flex-1 basis-60 space-y-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <span className="min-w-0 break-words">{name}</span>
          {badges}
        </p>
        {children && <div className="text-ink-soft">{children}</div>}
      </div>
      {action}
    </li>
  );
}
