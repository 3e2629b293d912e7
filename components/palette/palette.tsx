'use client';

import { Check, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Dialog as Primitive } from 'radix-ui';
import { useState, type KeyboardEvent } from 'react';
import type { Me } from '@/components/shell/user-menu';
import { cn } from '@/components/ui/cn';
import { arrange, moved, type PaletteItem } from './items';
import { useLocalItems, useTenantItems } from './use-palette-items';

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

/** Search over tenants, pages and actions, worked from its field: arrows move, Enter chooses, Escape leaves. */
export function Palette({ me, only, onClose, onShortcuts }: PaletteProps) {
  const t = useTranslations('palette');
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<string>();
  const local = useLocalItems(me, onShortcuts);
  const tenants = useTenantItems(me, query, only ? MANY : FEW);
  const items = only ? tenants.items : arrange(local, tenants.items, query);
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
          {tenants.problem && <p role="alert" className="border-b px-4 py-2 text-sm text-bad-ink">{tenants.problem.title}</p>}
          <p role="status" className={items.length > 0 ? 'sr-only' : 'px-4 py-8 text-center text-sm text-ink-soft'}>
            {items.length > 0 ? t('found', { count: items.length }) : tenants.busy ? t('searching') : t('nothing')}
          </p>
          {items.length > 0 && <Groups items={items} active={active} label={label} onActive={setChosen} onClose={onClose} />}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

interface GroupsProps {
  items: PaletteItem[];
  active: string | undefined;
  label: string;
  onActive: (id: string) => void;
  onClose: () => void;
}

function Groups({ items, active, label, onActive, onClose }: GroupsProps) {
  const t = useTranslations('palette');
  const groups = [...new Set(items.map(({ group }) => group))];
  return (
    <div id={LIST} role="listbox" aria-label={label} className="min-h-0 overflow-y-auto p-1.5">
      {groups.map((group) => (
        <div key={group} role="group" aria-label={t(`groups.${group}`)}>
          <div aria-hidden className="px-2.5 pt-2 pb-1 text-xs text-ink-faint">
            {t(`groups.${group}`)}
          </div>
          {items
            .filter((item) => item.group === group)
            .map((item) => (
              <Option key={item.id} item={item} active={item.id === active} onActive={onActive} onClose={onClose} />
            ))}
        </div>
      ))}
    </div>
  );
}

function Option({ item, active, onActive, onClose }: { item: PaletteItem; active: boolean } & Pick<GroupsProps, 'onActive' | 'onClose'>) {
  const { id, icon: Icon, label, hint, current, href, run } = item;
  const shared = {
    id,
    role: 'option',
    'aria-selected': active,
    tabIndex: -1,
    onPointerMove: () => onActive(id),
    className: cn('flex min-h-9 w-full cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-left text-sm outline-none select-none', active && 'bg-hover'),
  };
  const content = (
    <>
      <Icon className={cn('size-4 shrink-0', active ? 'text-accent-ink' : 'text-ink-faint')} aria-hidden />
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
        onClose();
        run?.();
      }}
    >
      {content}
    </div>
  );
}
