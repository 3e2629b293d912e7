import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { fieldStyles } from './input';

interface SelectProps extends ComponentProps<'select'> {
  /** As high as the buttons beside it. */
  dense?: boolean;
}

/** The platform's own list in our clothes: right on phones, by keyboard and for screen readers. */
export function Select({ className, dense, children, ...props }: SelectProps) {
  return (
    <span className={cn('relative inline-flex w-full', className)}>
      <select className={cn(fieldStyles, 'appearance-none truncate pr-8 pl-3', dense ? 'h-8 text-sm' : 'h-9')} {...props}>
        {children}
      </select>
      <ChevronDown className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-faint" aria-hidden />
    </span>
  );
}
