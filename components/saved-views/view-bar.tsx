'use client';

import { Star } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type MouseEvent, type ReactNode } from 'react';
import type { ListParams } from '@/components/data-table/list-params';
import { useQueryProblem } from '@/components/shell/query-problem';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import { later } from '@/components/ui/later';
import { toast } from '@/components/ui/toast';
import type { SavedView } from '@/lib/model/saved-view';
import type { Views } from './use-views';
import { allRowsView, openView, viewSearch } from './view-links';
import { ViewMenu, type ViewIntent } from './view-menu';

const ViewDialog = later(() => import('./view-dialog').then((module) => module.ViewDialog));

interface ViewBarProps {
  views: Views;
  params: ListParams;
  /** The state on the screen, as a view would hold it. */
  address: string;
}

/** The saved views of a list, one click each; the open one is marked, and says when the list differs from it. */
export function ViewBar({ views: of, params, address }: ViewBarProps) {
  const t = useTranslations('views');
  const [renaming, setRenaming] = useState<SavedView | null>(null);
  const problem = useQueryProblem(of.setDefault.error ?? of.remove.error ?? (of.save.isPending ? null : of.save.error));
  const choose = useChoice(of, params, address, setRenaming);
  const { views } = of;
  if (views.length === 0) return null;
  const open = openView(views, params);
  const all = allRowsView(views);
  return (
    <div className="space-y-2">
      <nav aria-label={t('label')} className="-mx-1 flex items-center gap-1 overflow-x-auto px-1 py-0.5">
        <ViewLink href={all ? `?view=${all}` : '?'} current={open === null} onOpen={() => params.open('', all)}>
          {t('all')}
        </ViewLink>
        {views.map((view) => {
          const current = view.id === open?.view.id;
          return (
            <span key={view.id} className="flex shrink-0 items-center">
              <ViewLink href={`?${viewSearch(view)}`} current={current} onOpen={() => params.open(view.address, view.id)}>
                {view.isDefault && <Star className="size-3.5 text-ink-faint" aria-label={t('isDefault')} />}
                <span className="max-w-48 truncate">{view.name}</span>
                {current && open?.changed && <Badge>{t('changed')}</Badge>}
              </ViewLink>
              {current && <ViewMenu view={view} changed={open?.changed ?? false} onChoose={(intent) => choose(intent, view)} />}
            </span>
          );
        })}
      </nav>
      {problem && <Alert tone="bad" title={problem.title} live>{problem.detail}</Alert>}
      {renaming && (
        <ViewDialog
          title={t('renameTitle')}
          name={renaming.name}
          taken={views.filter(({ id }) => id !== renaming.id).map(({ name }) => name)}
          overwrites={false}
          busy={of.rename.isPending}
          error={of.rename.error}
          onSubmit={(name) => of.rename.mutate({ id: renaming.id, name }, { onSuccess: () => setRenaming(null) })}
          onClose={() => setRenaming(null)}
        />
      )}
    </div>
  );
}

/** Does what was chosen of a view's menu. Deleting can be taken back, since saving it again is its true inverse. */
function useChoice({ input, save, setDefault, remove, rename }: Views, params: ListParams, address: string, startRename: (view: SavedView) => void) {
  const t = useTranslations('views');
  const restore = (view: SavedView) =>
    save.mutate({ ...input, name: view.name, address: view.address }, { onSuccess: (again) => view.isDefault && setDefault.mutate({ id: again.id, isDefault: true }) });
  return (intent: ViewIntent, view: SavedView) => {
    const does: Record<ViewIntent, () => void> = {
      overwrite: () => save.mutate({ ...input, name: view.name, address }, { onSuccess: (kept) => params.open(kept.address, kept.id) }),
      restore: () => params.open(view.address, view.id),
      rename: () => {
        rename.reset();
        startRename(view);
      },
      default: () => setDefault.mutate({ id: view.id, isDefault: !view.isDefault }),
      remove: () =>
        remove.mutate(
          { id: view.id },
          { onSuccess: () => toast.success(t('removed', { name: view.name }), { action: { label: t('undo'), onClick: () => restore(view) } }) },
        ),
    };
    does[intent]();
  };
}

/** A true link, to open in a new tab too; a plain click changes the list in place. */
function ViewLink({ href, current, onOpen, children }: { href: string; current: boolean; onOpen: () => void; children: ReactNode }) {
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <a
      href={href}
      onClick={onClick}
      aria-current={current ? 'true' : undefined}
      className={cn(
        'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-sm transition-colors',
        current ? 'bg-accent-soft font-medium text-accent-ink' : 'text-ink-soft hover:bg-hover hover:text-ink',
      )}
    >
      {children}
    </a>
  );
}
