'use client';

import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';

interface RadioCardsProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: { value: string; title: ReactNode; description?: ReactNode; aside?: ReactNode; disabled?: boolean }[];
  className?: string;
}

/** A choice whose options need explaining: one card each. */
export function RadioCards({ label, value, onChange, options, className }: RadioCardsProps) {
  return (
    <RadioGroup.Root aria-label={label} value={value} onValueChange={onChange} className={cn('grid gap-2', className)}>
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className="group flex items-start gap-3 rounded-lg border bg-surface px-3.5 py-3 text-left transition-colors enabled:hover:border-line-strong enabled:hover:bg-hover disabled:opacity-60 data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:enabled:hover:border-accent data-[state=checked]:enabled:hover:bg-accent-soft"
        >
          <span className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-surface group-data-[state=checked]:border-accent group-data-[state=checked]:bg-accent">
            <span className="size-1.5 rounded-full bg-on-accent opacity-0 group-data-[state=checked]:opacity-100" />
          </span>
          <span className="min-w-0 flex-1 space-y-0.5">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-base font-medium">{option.title}</span>
            {option.description && <span className="block text-sm text-pretty text-ink-soft">{option.description}</span>}
          </span>
          {option.aside && <span className="shrink-0 text-sm">{option.aside}</span>}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
