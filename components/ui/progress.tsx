import { cn } from './cn';

interface ProgressProps {
  value: number;
  max: number;
  label: string;
  tone?: 'accent' | 'good' | 'warn' | 'bad';
  className?: string;
}

const FILL = { accent: 'bg-accent', good: 'bg-good', warn: 'bg-warn', bad: 'bg-bad' };

export function Progress({ value, max, label, tone = 'accent', className }: ProgressProps) {
  const share = max > 0 ? Math.min(1, value / max) : 0;
  return (
    <div role="progressbar" aria-label={label} aria-valuenow={value} aria-valuemin={0} aria-valuemax={max} className={cn('h-1.5 overflow-hidden rounded-full bg-line', className)}>
      <div className={cn('h-full rounded-full transition-[width] duration-300', FILL[tone])} style={{ width: `${share * 100}%` }} />
    </div>
  );
}
