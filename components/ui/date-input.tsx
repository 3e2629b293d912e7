'use client';

import { useFormatter } from 'next-intl';
import { useId, useState, type ComponentProps } from 'react';
import { Input } from './input';

interface DateInputProps extends Omit<ComponentProps<typeof Input>, 'type' | 'value' | 'defaultValue'> {
  type: 'date' | 'datetime-local';
  /** Left out where a form keeps it. */
  value?: string;
  /** Without the words below it. */
  bare?: boolean;
}

/**
 * A day, or a moment by the reader's clock. The browser's own control knows the keyboard, the phone's wheel and a calendar, but
 * orders day and month by the browser's language; below it the same is told in the console's.
 */
export function DateInput({ value, onChange, bare = false, 'aria-describedby': described, ...props }: DateInputProps) {
  const [typed, setTyped] = useState('');
  const id = useId();
  const told = useDateWords(props.type, value ?? typed);
  const input = (
    <Input
      {...props}
      {...(value !== undefined && { value })}
      aria-describedby={[described, told && !bare ? id : ''].filter(Boolean).join(' ') || undefined}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange?.(event);
      }}
    />
  );
  if (bare) return input;
  return (
    <div className="min-w-0 space-y-1">
      {input}
      {told && (
        <p id={id} className="text-sm text-ink-soft">
          {told}
        </p>
      )}
    </div>
  );
}

/** What a date control holds, in words of the console's language; empty for what is no date. */
export function useDateWords(type: DateInputProps['type'], value: string): string {
  const format = useFormatter();
  const at = new Date(type === 'date' ? `${value}T00:00:00Z` : value);
  if (value === '' || Number.isNaN(at.getTime())) return '';
  return type === 'date' ? format.dateTime(at, { dateStyle: 'long', timeZone: 'UTC' }) : format.dateTime(at, { dateStyle: 'long', timeStyle: 'short', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
}
