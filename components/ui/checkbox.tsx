'use client';

import { Check, Minus } from 'lucide-react';
import { useEffect, useRef, type ComponentProps, type Ref } from 'react';
import { cn } from './cn';

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'checked' | 'type' | 'onChange'> {
  /** `indeterminate`: of what it stands for, some. */
  checked: boolean | 'indeterminate';
  onCheckedChange: (checked: boolean) => void;
}

/** The browser's own, drawn our way. */
export function Checkbox({ className, checked, onCheckedChange, ref, ...props }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  const some = checked === 'indeterminate';
  useEffect(() => {
    // It is no attribute.
    if (input.current) input.current.indeterminate = some;
  }, [some]);
  return (
    // The padding makes the target 24 px while the box stays small (WCAG 2.5.8).
    <span className={cn('relative inline-grid size-6 shrink-0 place-items-center', className)}>
      <input
        type="checkbox"
        checked={checked === true}
        onChange={(event) => onCheckedChange(event.target.checked)}
        ref={(element) => {
          input.current = element;
          return handOn(ref, element);
        }}
        className="peer absolute inset-0 z-1 size-full cursor-default appearance-none rounded-sm"
        {...props}
      />
      <span
        aria-hidden
        className="grid size-4 place-items-center rounded-[4px] border border-line-strong bg-surface text-on-accent shadow-sm transition-colors peer-checked:border-accent peer-checked:bg-accent peer-indeterminate:border-accent peer-indeterminate:bg-accent peer-hover:border-ink-faint peer-checked:peer-hover:border-accent"
      >
        {some ? <Minus className="size-3" strokeWidth={3} /> : checked && <Check className="size-3" strokeWidth={3} />}
      </span>
    </span>
  );
}

function handOn(ref: Ref<HTMLInputElement> | undefined, element: HTMLInputElement | null): (() => void) | undefined {
  if (typeof ref === 'function') return ref(element) ?? undefined;
  if (ref) ref.current = element;
  return undefined;
}
