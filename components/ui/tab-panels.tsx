'use client';

import { Tabs as Primitive } from 'radix-ui';
import { useState, type ReactNode } from 'react';
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

/** Views of one thing inside a drawer or card. One that was looked at keeps what was typed in it while another is shown. */
export function TabPanels<T extends string>({ label, value, onChange, panels }: TabPanelsProps<T>) {
  const [visited, setVisited] = useState<ReadonlySet<T>>(new Set([value]));
  if (!visited.has(value)) setVisited(new Set([...visited, value]));
  const row = useCurrentInSight<HTMLDivElement>(value, '[data-state=active]');
  return (
    <Primitive.Root value={value} onValueChange={(next) => onChange(next as T)} className="flex min-h-0 flex-1 flex-col">
      <Primitive.List ref={row} aria-label={label} className="relative flex shrink-0 gap-1 overflow-x-auto border-b px-3">
        {panels.map((panel) => (
          <Primitive.Trigger
            key={panel.value}
            value={panel.value}
            className="inline-flex h-9 items-center border-b-2 border-transparent px-2 text-sm font-medium whitespace-nowrap text-ink-soft transition-colors -outline-offset-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {panel.label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {panels.map((panel) => (
        <Primitive.Content key={panel.value} value={panel.value} forceMount={visited.has(panel.value) || undefined} className="flex min-h-0 flex-1 flex-col -outline-offset-2 data-[state=inactive]:hidden">
          {panel.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
