'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Slot } from 'radix-ui';
import { useId, type ReactElement, type ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

interface FieldProps {
  label: string;
  /** The control; gets id, description and validity. */
  children: ReactElement;
  hint?: ReactNode;
  error?: string;
  optional?: boolean;
  className?: string;
}

/** A label, its control, a hint and its message: tied together for who listens instead of looks. */
export function Field({ label, children, hint, error, optional, className }: FieldProps) {
  const t = useTranslations('common');
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={cn('min-w-0 space-y-1.5', className)}>
      <label htmlFor={id} className="flex items-baseline justify-between gap-2 text-sm font-medium">
        {label}
        {optional && <span className="text-xs font-normal text-ink-faint">{t('optional')}</span>}
      </label>
      <Slot.Root id={id} aria-invalid={error ? true : undefined} aria-describedby={described || undefined}>
        {children}
      </Slot.Root>
      {hint && (
        <div id={`${id}-hint`} className="text-sm text-pretty text-ink-faint">
          {hint}
        </div>
      )}
      <FieldMessage id={`${id}-error`} message={error} />
    </div>
  );
}

/** What is wrong with a field; keeps its id so that a control can point at it. */
export function FieldMessage({ id, message }: { id?: string; message?: string }) {
  if (!message) return null;
  return (
    <p id={id} role="alert" className="flex items-start gap-1.5 text-sm text-bad-ink">
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      {message}
    </p>
  );
}

/** Fields that belong together, with the reason why they are asked. */
export function FormSection({ title, description, children }: { title: string; description?: ReactNode; children: ReactNode }) {
  return (
    <section className="grid gap-x-10 gap-y-4 py-6 first:pt-0 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <div className="space-y-1">
        <h2 className="text-base">{title}</h2>
        {description && <p className="text-sm text-pretty text-ink-soft">{description}</p>}
      </div>
      <div className="min-w-0 space-y-4">{children}</div>
    </section>
  );
}
