'use client';

import { Check, Minus } from 'lucide-react';
import { Checkbox as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export function Checkbox({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    // The padding makes the target 24 px while the box stays small (WCAG 2.5.8).
    <Primitive.Root className={cn('group inline-grid size-6 place-items-center rounded-sm', className)} {...props}>
      <span className="grid size-4 place-items-center rounded-[4px] border border-line-strong bg-surface text-on-accent shadow-sm transition-colors group-hover:border-ink-faint group-data-[state=checked]:border-accent group-data-[state=checked]:bg-accent group-data-[state=indeterminate]:border-accent group-data-[state=indeterminate]:bg-accent">
        <Primitive.Indicator>
          <Minus className="hidden size-3 group-data-[state=indeterminate]:block" strokeWidth={3} aria-hidden />
          <Check className="size-3 group-data-[state=indeterminate]:hidden" strokeWidth={3} aria-hidden />
        </Primitive.Indicator>
      </span>
    </Primitive.Root>
  );
}
