'use client';

import { useId, type ReactNode } from 'react';
import { cn } from './cn';

interface RadioCardsProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: { value: string; title: ReactNode; description?: ReactNode; aside?: ReactNode; disabled?: boolean }[];
  className?: string;
}

/** A choice whose options need explaining: one card each, called by its title and described by the rest. The browser's own, drawn our way. */
export function RadioCards({ label, value, onChange, options, className }: RadioCardsProps) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={cn('grid gap-2', className)}>
      {options.map((option) => (
        <label
          key={option.value}
          className="group relative flex items-start gap-3 rounded-lg border bg-surface px-3.5 py-3 text-left transition-colors hover:border-line-strong hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:hover:border-accent has-checked:hover:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent has-disabled:opacity-60 has-disabled:hover:border-line has-disabled:hover:bg-surface"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
            aria-labelledby={`${name}-${option.value}`}
            aria-describedby={[option.description && 'more', option.aside && 'aside'].filter(Boolean).map((part) => `${name}-${option.value}-${String(part)}`).join(' ') || undefined}
            className="absolute inset-0 size-full cursor-default appearance-none rounded-lg outline-none"
          />
          <span className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-surface group-has-checked:border-accent group-has-checked:bg-accent">
            <span className="size-1.5 rounded-full bg-on-accent opacity-0 group-has-checked:opacity-100" />
          </span>
          <span className="min-w-0 flex-1 space-y-0.5">
            <span id={`${name}-${option.value}`} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-base font-medium">{option.title}</span>
            {option.description && <span id={`${name}-${option.value}-more`} className="block text-sm text-pretty text-ink-soft">{option.description}</span>}
          </span>
          {option.aside && <span id={`${name}-${option.value}-aside`} className="shrink-0 text-sm">{option.aside}</span>}
        </label>
      ))}
    </div>
  );
}
