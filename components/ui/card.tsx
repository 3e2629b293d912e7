import type { ReactNode } from 'react';
import { cn } from './cn';

interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
  className?: string;
  /** No padding round the body: for tables and lists. */
  flush?: boolean;
  id?: string;
}

export function Card({ title, description, actions, children, className, flush, id }: CardProps) {
  return (
    <section id={id} className={cn('panel overflow-hidden', className)}>
      {(title || actions) && (
        <header className={cn('flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4', description ? 'py-3' : 'py-2', flush && 'border-b')}>
          {/* Actions stay beside the words as long as these have room to be read. */}
          <div className="min-w-0 flex-1 basis-40">
            {title && <h2 className="text-base">{title}</h2>}
            {description && <p className="text-sm text-pretty text-ink-soft">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={cn(!flush && 'px-4 pb-4', !flush && !title && 'pt-4')}>{children}</div>
    </section>
  );
}

/** Terms and values, each on its line; the value may be copied or be a badge. */
export function Facts({ items, className }: { items: { term: string; value: ReactNode }[]; className?: string }) {
  return (
    <dl className={cn('divide-y text-sm', className)}>
      {items.map(({ term, value }) => (
        <div key={term} className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-0.5 py-1.5">
          <dt className="text-ink-soft">{term}</dt>
          <dd className="numeric ml-auto min-w-0 text-right break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
