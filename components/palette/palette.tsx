'use client';

import { Check, LoaderCircle, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Dialog as Primitive } from 'radix-ui';
import { useState, type KeyboardEvent } from 'react';
import { useQueryProblem } from '@/components/shell/query-problem';
import type { Me } from '@/components/shell/user-menu';
import { cn } from '@/components/ui/cn';
import { toast } from '@/components/ui/toast';
import { arrange, moved, type PaletteItem } from './items';
import { useHereItems } from './use-here-items';
import { useFoundItems, useLocalItems } from './use-palette-items';
import { useRecentItems } from './use-recent-items';

interface PaletteProps {
  me: Me;
  /** Tenants alone: the tenant switcher. */
  only?: 'tenants';
  onClose: () => void;
  onShortcuts: () => void;
}

const LIST = 'palette-list';
const FEW = 6;
const MANY = 20;

/** Search over tenants, servers, pages and actions, worked from its field: arrows move, Enter chooses, Escape leaves. */
export function Palette({ me, only, onClose, onShortcuts }: PaletteProps) {
  const t = useTranslations('palette');
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<string>();
  const local = useLocalItems(me, onShortcuts);
  const here = useHereItems(me);
  const recent = useRecentItems(me);
  const found = useFoundItems(me, query, only ? MANY : FEW, only ? 'switcher' : 'places');
  const items = only ? found.items : arrange([...here.items, ...recent, ...local], found.items, query);
  const { acting, problem, act } = useAct(onClose);
  const active = items.some(({ id }) => id === chosen) ? chosen : items[0]?.id;
  const move = (id: string | undefined) => {
    setChosen(id);
    if (id) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(moved(items, active, 1)),
      ArrowUp: () => move(moved(items, active, -1)),
      Enter: () => active && document.getElementById(active)?.click(),
    };
    const step = steps[event.key];
    if (!step || event.nativeEvent.isComposing) return;
    event.preventDefault();
    step();
  };
  const label = only ? t('searchTenants') : t('search');
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-50 animate-fade-in bg-overlay" />
        <Primitive.Content aria-describedby="" className="fixed top-[10vh] left-1/2 z-50 flex max-h-[70vh] w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 animate-fade-in flex-col overflow-hidden rounded-xl border bg-raised shadow-lg">
          <Primitive.Title className="sr-only">{only ? t('switch') : t('title')}</Primitive.Title>
          <div className="flex items-center gap-2.5 border-b px-4">
            <Search className="size-4 shrink-0 text-ink-faint" aria-hidden />
            <input
              role="combobox"
              aria-label={label}
              aria-expanded={items.length > 0}
              aria-controls={items.length > 0 ? LIST : undefined}
              aria-activedescendant={active}
              aria-autocomplete="list"
              autoComplete="off"
              spellCheck={false}
              placeholder={label}
              className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
              value={query}
              onChange={(event) => {
                setQuery(event.target.value);
                setChosen(undefined);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          {[found.problem, problem].map(
            (one, index) =>
              one && (
                <p key={index} role="alert" className="border-b px-4 py-2 text-sm text-bad-ink">
                  {one.title} {one.detail}
                </p>
              ),
          )}
          <p role="status" className={items.length > 0 ? 'sr-only' : 'px-4 py-8 text-center text-sm text-ink-soft'}>
            {items.length > 0 ? t('found', { count: items.length }) : found.busy ? t('searching') : t('nothing')}
          </p>
          {items.length > 0 && <Groups items={items} active={active} acting={acting} here={here.name} label={label} onActive={setChosen} onClose={onClose} onAct={act} />}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

interface GroupsProps {
  items: PaletteItem[];
  active: string | undefined;
  /** What the server is asked for at the moment. */
  acting: string | undefined;
  /** Name of the thing that is open. */
  here: string | undefined;
  label: string;
  onActive: (id: string) => void;
  onClose: () => void;
  onAct: (item: PaletteItem) => void;
}

/** Runs what asks the server: a failure stays in the palette, a success closes it and is confirmed. */
function useAct(onClose: () => void) {
  const [acting, setActing] = useState<string>();
  const [error, setError] = useState<unknown>(null);
  const act = async ({ id, act: run }: PaletteItem) => {
    if (!run || acting !== undefined) return;
    setActing(id);
    setError(null);
    try {
      toast.success(await run());
      onClose();
    } catch (cause) {
      setError(cause);
      setActing(undefined);
    }
  };
  return { acting, problem: useQueryProblem(error), act: (item: PaletteItem) => void act(item) };
}

function Groups({ items, label, here, ...shared }: GroupsProps) {
  const t = useTranslations('palette');
  const groups = [...new Set(items.map(({ group }) => group))];
  const title = (group: PaletteItem['group']) => (group === 'here' ? (here ?? '') : t(`groups.${group}`));
  return (
    <div id={LIST} role="listbox" aria-label={label} className="min-h-0 overflow-y-auto p-1.5">
      {groups.map((group) => (
        <div key={group} role="group" aria-label={title(group)}>
          <div aria-hidden className="truncate px-2.5 pt-2 pb-1 text-xs text-ink-faint">
            {title(group)}
          </div>
          {items
            .filter((item) => item.group === group)
            .map((item) => (
              <Option key={item.id} item={item} {...shared} />
            ))}
        </div>
      ))}
    </div>
  );
}

function Option({ item, active: activeId, acting, onActive, onClose, onAct }: { item: PaletteItem } & Omit<GroupsProps, 'items' | 'label' | 'here'>) {
  const { id, icon, label, hint, current, href, run } = item;
  const active = id === activeId;
  const busy = id === acting;
  const Icon = busy ? LoaderCircle : icon;
  const shared = {
    id,
    role: 'option',
    'aria-selected': active,
    'aria-busy': busy || undefined,
    tabIndex: -1,
    onPointerMove: () => onActive(id),
    className: cn('flex min-h-9 w-full cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-left text-sm outline-none select-none', active && 'bg-hover'),
  };
  const content = (
    <>
      <Icon className={cn('size-4 shrink-0', active ? 'text-accent-ink' : 'text-ink-faint', busy && 'animate-spin')} aria-hidden />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {current && <Check className="size-4 shrink-0 text-accent-ink" aria-hidden />}
      {hint && <span className="max-w-48 truncate font-mono text-xs text-ink-faint">{hint}</span>}
    </>
  );
  // Links stay links, so that they open in a new tab and ask about unsaved changes.
  return href ? (
    <Link {...shared} href={href} prefetch={false} onClick={onClose}>
      {content}
    </Link>
  ) : (
    <div
      {...shared}
      onClick={() => {
        if (item.act) return onAct(item);
        onClose();
        run?.();
      }}
    >
      {content}
    </div>
  );
}
