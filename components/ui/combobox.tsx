'use client';

import { Check, ChevronDown } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type ComponentProps, type KeyboardEvent } from 'react';
import { cn } from './cn';
import { Input } from './input';

interface ComboboxProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'ref' | 'list'> {
  /** Of the option chosen; empty for none. */
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
  /** Said where nothing is found. */
  noneLabel: string;
  /** Of the list, for who hears it. */
  listLabel: string;
  ref?: (element: HTMLElement | null) => void;
}

/** As people type it: without case and accents. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Those whose words begin with what was typed, then those that have it inside; its exact value first of all. */
export function matching<O extends { value: string; label: string }>(options: readonly O[], typed: string): O[] {
  const wanted = plain(typed.trim());
  if (wanted === '') return [...options];
  const rank = ({ value, label }: O): number => {
    const text = plain(label);
    if (plain(value) === wanted) return 0;
    return text.startsWith(wanted) ? 1 : text.includes(` ${wanted}`) ? 2 : text.includes(wanted) ? 3 : 4;
  };
  return options.map((option) => ({ option, rank: rank(option) })).filter((one) => one.rank < 4).sort((a, b) => a.rank - b.rank).map(({ option }) => option);
}

/** One of many, found by typing (WAI-ARIA's editable combobox with a list): arrows move, Enter chooses, Escape closes, empty is none. */
export function Combobox({ value, onChange, options, noneLabel, listLabel, onBlur, className, ...props }: ComboboxProps) {
  const list = useId();
  const label = options.find((option) => option.value === value)?.label ?? value;
  // Null while nothing is being typed: then the choice itself shows.
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const found = useMemo(() => matching(options, typed ?? ''), [options, typed]);
  const active = open ? found[Math.min(at, found.length - 1)] : undefined;
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) document.getElementById(`${list}-${active.value}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, list]);
  const show = () => {
    setOpen(true);
    setAt(Math.max(0, typed === null ? options.findIndex((option) => option.value === value) : 0));
  };
  const close = () => {
    setOpen(false);
    setTyped(null);
  };
  const choose = (chosen: string) => {
    onChange(chosen);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const move = (by: number) => (open ? setAt((now) => Math.min(Math.max(Math.min(now, found.length - 1) + by, 0), found.length - 1)) : show());
    const steps: Record<string, () => void> = { ArrowDown: () => move(1), ArrowUp: () => move(-1), ...(open && { Escape: close, ...(active && { Enter: () => choose(active.value) }) }) };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    // Escape closes the list, and not the drawer that it stands in.
    event.stopPropagation();
    step();
  };
  return (
    <div ref={root} className={cn('relative', className)}>
      <Input
        {...props}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={list}
        aria-activedescendant={active && `${list}-${active.value}`}
        autoComplete="off"
        spellCheck={false}
        className="pr-8"
        value={typed ?? label}
        onChange={({ target }) => {
          setTyped(target.value);
          setOpen(true);
          setAt(0);
          if (target.value === '') onChange('');
        }}
        onClick={show}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          close();
          onBlur?.(event);
        }}
      />
      <ChevronDown className="pointer-events-none absolute top-2.5 right-2.5 size-4 text-ink-faint" aria-hidden />
      <ul id={list} role="listbox" aria-label={listLabel} hidden={!open} className="absolute inset-x-0 top-full z-20 mt-1 max-h-64 overflow-y-auto rounded-lg border bg-raised p-1 shadow-md">
        {open && found.length === 0 && <li role="option" aria-selected={false} aria-disabled className="px-2 py-1.5 text-sm text-ink-faint">{noneLabel}</li>}
        {open &&
          found.map((option) => (
            <li
              key={option.value}
              id={`${list}-${option.value}`}
              role="option"
              aria-selected={option.value === value}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option.value)}
              className={cn('flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm hover:bg-hover', option === active && 'bg-hover')}
            >
              <Check className={cn('size-4 shrink-0 text-ink-faint', option.value !== value && 'invisible')} aria-hidden />
              <span className="min-w-0 break-words">{option.label}</span>
            </li>
          ))}
      </ul>
    </div>
  );
}
