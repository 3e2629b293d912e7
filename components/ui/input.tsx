import type { ComponentProps } from 'react';
import { cn } from './cn';

export const fieldStyles =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface text-base text-ink shadow-sm transition-colors duration-100 hover:border-ink-faint focus-visible:border-accent focus-visible:outline-offset-0 disabled:bg-sunken disabled:text-ink-faint disabled:shadow-none aria-invalid:border-bad dark:bg-sunken';

interface InputProps extends ComponentProps<'input'> {
  /** As high as the buttons beside it. */
  dense?: boolean;
}

export function Input({ className, dense, ...props }: InputProps) {
  return <input className={cn(fieldStyles, 'px-3 text-ellipsis', dense ? 'h-8 text-sm' : 'h-9', className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(fieldStyles, 'min-h-20 px-3 py-2', className)} {...props} />;
}
