'use client';

import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { cn } from './cn';
import { useCurrentInSight } from './use-current-in-sight';

export interface TabPanel<T extends string> {
  value: T;
  label: ReactNode;
  content: ReactNode;
}

interface TabPanelsProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  panels: TabPanel<T>[];
}

/** Where a key leads from a tab, of so many (WAI-ARIA APG, tabs); undefined for other keys. */
const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** Views of one thing inside a drawer or card. One that was looked at keeps what was typed in it while another is shown. */
export function TabPanels<T extends string>({ label, value, onChange, panels }: TabPanelsProps<T>) {
  const [visited, setVisited] = useState<ReadonlySet<T>>(new Set([value]));
  if (!visited.has(value)) setVisited(new Set([...visited, value]));
  const id = useId();
  const list = useCurrentInSight<HTMLDivElement>(value, '[aria-selected=true]');
  const onKeyDown = (event: KeyboardEvent) => {
    const to = STEPS[event.key]?.(
      panels.findIndex((panel) => panel.value === value),
      panels.length,
    );
    const next = to === undefined ? undefined : panels[to];
    if (to === undefined || !next) return;
    event.preventDefault();
    onChange(next.value);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[to]?.focus();
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div ref={list} role="tablist" aria-label={label} onKeyDown={onKeyDown} className="relative flex shrink-0 gap-1 overflow-x-auto border-b px-3">
        {panels.map((panel) => (
          <button
            key={panel.value}
            type="button"
            role="tab"
            id={`${id}-tab-${panel.value}`}
            aria-selected={panel.value === value}
            aria-controls={`${id}-${panel.value}`}
            tabIndex={panel.value === value ? 0 : -1}
            onClick={() => onChange(panel.value)}
            className={cn(
              'inline-flex h-9 items-center border-b-2 border-transparent px-2 text-sm font-medium whitespace-nowrap text-ink-soft transition-colors -outline-offset-2 hover:text-ink',
              panel.value === value && 'border-accent text-ink',
            )}
          >
            {panel.label}
          </button>
        ))}
      </div>
      {panels.map((panel) => (
        <div
          key={panel.value}
          role="tabpanel"
          id={`${id}-${panel.value}`}
          aria-labelledby={`${id}-tab-${panel.value}`}
          tabIndex={0}
          hidden={panel.value !== value}
          className={cn('flex min-h-0 flex-1 flex-col -outline-offset-2', panel.value !== value && 'hidden')}
        >
          {visited.has(panel.value) && panel.content}
        </div>
      ))}
    </div>
  );
}
