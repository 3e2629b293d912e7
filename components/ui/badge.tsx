import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

/** The one vocabulary of states: every status of every entity is one of these six. */
export const TONES = ['good', 'work', 'warn', 'bad', 'off', 'unknown'] as const;
export type Tone = (typeof TONES)[number];

const LOOK: Record<Tone, { icon: LucideIcon; className: string }> = {
  good: { icon: CircleCheck, className: 'bg-good-soft text-good-ink' },
  work: { icon: LoaderCircle, className: 'bg-work-soft text-work-ink' },
  warn: { icon: CircleAlert, className: 'bg-warn-soft text-warn-ink' },
  bad: { icon: CircleX, className: 'bg-bad-soft text-bad-ink' },
  off: { icon: CircleMinus, className: 'bg-off-soft text-ink-soft' },
  unknown: { icon: CircleDashed, className: 'bg-off-soft text-ink-soft' },
};

/** A state as icon and word; the colour only repeats it. */
export function StatusBadge({ tone, children, className }: { tone: Tone; children: ReactNode; className?: string }) {
  const { icon: Icon, className: look } = LOOK[tone];
  return (
    <span data-tone={tone} className={cn('inline-flex h-5.5 shrink-0 items-center gap-1 rounded-full align-middle pr-2 pl-1.5 text-xs font-medium whitespace-nowrap', look, className)}>
      <Icon className={cn('size-3.5 shrink-0', tone === 'work' && 'animate-spin [animation-duration:2.4s]')} aria-hidden />
      {children}
    </span>
  );
}

/** A plain fact: a kind, a role, a flag. */
export function Badge({ children, className }: { children: ReactNode; className?: string }) {
  return <span className={cn('inline-flex h-5 items-center gap-1 rounded-sm align-middle border bg-sunken px-1.5 text-xs font-medium whitespace-nowrap text-ink-soft', className)}>{children}</span>;
}
