import { CircleAlert, CircleCheck, CircleX, Info, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

type AlertTone = 'info' | 'good' | 'warn' | 'bad';
const LOOK: Record<AlertTone, { icon: LucideIcon; className: string }> = {
  info: { icon: Info, className: 'border-line-strong bg-sunken [&>svg]:text-ink-soft' },
  good: { icon: CircleCheck, className: 'border-good/35 bg-good-soft [&>svg]:text-good-ink' },
  warn: { icon: CircleAlert, className: 'border-warn/45 bg-warn-soft [&>svg]:text-warn-ink' },
  bad: { icon: CircleX, className: 'border-bad/35 bg-bad-soft [&>svg]:text-bad-ink' },
};

interface AlertProps {
  tone: AlertTone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
  /** Read out when it appears. */
  live?: boolean;
}

/** Something to know about this page. It stays until its cause is gone. */
export function Alert({ tone, title, children, actions, className, live }: AlertProps) {
  const { icon: Icon, className: look } = LOOK[tone];
  return (
    <div role={live ? 'alert' : undefined} className={cn('flex gap-2.5 rounded-lg border px-3.5 py-3 text-sm', look, className)}>
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 flex-1 space-y-1">
        <p className="font-medium">{title}</p>
        {children && <div className="text-pretty text-ink-soft">{children}</div>}
        {actions && <div className="flex flex-wrap gap-2 pt-1.5">{actions}</div>}
      </div>
    </div>
  );
}
