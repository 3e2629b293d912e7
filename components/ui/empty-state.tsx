import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** What this place is for. */
  description: ReactNode;
  /** The one next step. */
  action?: ReactNode;
  className?: string;
}

export function EmptyState({ icon: Icon, title, description, action, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center gap-3 px-6 py-14 text-center', className)}>
      <span className="grid size-10 place-items-center rounded-lg border bg-sunken text-ink-faint">
        <Icon className="size-5" strokeWidth={1.75} aria-hidden />
      </span>
      <div className="max-w-md space-y-1">
        <p className="text-base font-medium">{title}</p>
        <p className="text-sm text-pretty text-ink-soft">{description}</p>
      </div>
      {action}
    </div>
  );
}
