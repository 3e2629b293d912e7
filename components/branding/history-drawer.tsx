'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown, History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { z } from 'zod';
import { CopyAs } from '@/components/api/copy-as';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { useQueryProblem } from '@/components/shell/query-problem';
import { StatusBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Drawer, DrawerBody } from '@/components/ui/drawer';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import { DEFAULT_THEME, type Branding, type brandingHistorySchema } from '@/lib/model/branding';
import { BRANDING_VERSIONS_MAX } from '@/lib/model/branding-parts';
import type { BrandingActions } from './branding-actions';
import { ThemeChangesList } from './theme-changes-list';
import { themeChanges } from './theme-parts';

type Version = z.output<typeof brandingHistorySchema>['items'][number];

interface HistoryDrawerProps {
  slug: string;
  branding: Branding;
  /** Absent for readers. */
  rollBack: BrandingActions['rollBack'] | undefined;
  onRolledBack: (branding: Branding, to: number) => void;
  onClose: () => void;
}

/** What was published, newest first, each with what it changed; and the way back. */
export function HistoryDrawer({ slug, branding, rollBack, onRolledBack, onClose }: HistoryDrawerProps) {
  const t = useTranslations('branding');
  const read = useQuery(orpc.branding.history.queryOptions({ input: { slug } }));
  const problem = useQueryProblem(read.error);
  const [target, setTarget] = useState<Version | null>(null);
  const versions = read.data?.items;
  return (
    <Drawer open onClose={onClose} wide title={t('history')} description={t('historyDetail', { max: BRANDING_VERSIONS_MAX })}>
      <DrawerBody>
        {problem && <ErrorState {...problem} onRetry={() => void read.refetch()} />}
        {!versions && !problem && <Skeleton className="h-40 w-full" />}
        {versions?.length === 0 && <EmptyState icon={History} title={t('noHistory')} description={t('noHistoryDetail')} />}
        {versions && versions.length > 0 && (
          <ol aria-label={t('history')} className="divide-y rounded-lg border">
            {versions.map((version, index) => (
              <VersionItem key={version.version} slug={slug} version={version} former={versions[index + 1]} current={version.version === branding.version} onRollBack={rollBack && (() => setTarget(version))} />
            ))}
          </ol>
        )}
      </DrawerBody>
      {target && rollBack && (
        <ConfirmDialog
          title={t('rollBackTitle', { version: target.version })}
          description={t(branding.changed ? 'rollBackKeepsDraft' : 'rollBackDetail', { next: branding.version + 1 })}
          confirm={t('rollBack')}
          aside={<CopyAs operation="branding.rollBack" input={() => ({ slug, version: target.version })} ifMatch={() => branding.etag} className="sm:mr-auto" />}
          run={() => rollBack({ slug, version: target.version }, { ifMatch: branding.etag })}
          onDone={(after) => {
            setTarget(null);
            onRolledBack(after, target.version);
          }}
          onClose={() => setTarget(null)}
        >
          <ThemeChangesList slug={slug} changes={themeChanges(branding.published ?? DEFAULT_THEME, target.theme)} />
        </ConfirmDialog>
      )}
    </Drawer>
  );
}

interface VersionItemProps {
  slug: string;
  version: Version;
  /** The one before; undefined for the first, and for the oldest that is kept. */
  former: Version | undefined;
  current: boolean;
  onRollBack: (() => void) | undefined;
}

function VersionItem({ slug, version, former, current, onRollBack }: VersionItemProps) {
  const t = useTranslations('branding');
  const id = useId();
  const [open, setOpen] = useState(false);
  const known = former !== undefined || version.version === 1;
  const changes = themeChanges(former?.theme ?? DEFAULT_THEME, version.theme);
  return (
    <li className="space-y-3 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 space-y-0.5">
          <p className="flex flex-wrap items-center gap-2 text-base font-medium">
            {t('versionNumber', { version: version.version })} {current && <StatusBadge tone="good">{t('live')}</StatusBadge>}
            {version.rolledBackTo !== null && <span className="text-sm font-normal text-ink-soft">{t('broughtBack', { version: version.rolledBackTo })}</span>}
          </p>
          <p className="text-sm text-ink-soft">
            <RelativeTime at={version.at} /> · {version.by || '–'}
          </p>
        </div>
        <div className="flex items-center gap-2">
          {known && changes.length > 0 ? (
            <Button size="sm" variant="ghost" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
              <ChevronDown aria-hidden className={cn('transition-transform', open && 'rotate-180')} /> {t('changesCount', { count: changes.length })}
            </Button>
          ) : (
            <span className="text-sm text-ink-faint">{t(known ? 'asDefault' : 'formerGone')}</span>
          )}
          {onRollBack && !current && (
            <Button size="sm" aria-label={t('rollBackTo', { version: version.version })} onClick={onRollBack}>
              {t('rollBack')}
            </Button>
          )}
        </div>
      </div>
      <div id={id} hidden={!open}>
        {open && <ThemeChangesList slug={slug} changes={changes} />}
      </div>
    </li>
  );
}
