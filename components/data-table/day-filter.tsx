'use client';

import { useSyncExternalStore } from 'react';
import { DateInput, useDateWords } from '@/components/ui/date-input';

const never = () => () => undefined;

interface DayFilterProps {
  label: string;
  /** A moment (RFC 3339), or empty. */
  value: string;
  /** `from` begins with the day, `to` ends with it. */
  end: 'from' | 'to';
  onChange: (value: string) => void;
}

/** A day of the reader's own zone as the moment at which it begins, or at which the next one does. */
export function DayFilter({ label, value, end, onChange }: DayFilterProps) {
  // The server does not know the reader's zone, and draws no day.
  const shown = useSyncExternalStore(never, () => dayOf(value, end), () => '');
  const told = useDateWords('date', shown);
  return (
    <label className="flex items-center gap-1.5 text-sm whitespace-nowrap text-ink-soft max-sm:flex-1 max-sm:basis-36 max-sm:flex-col max-sm:items-stretch">
      {label}
      <DateInput bare type="date" dense className="w-34 px-2 max-sm:w-full" value={shown} onChange={(event) => onChange(momentOf(event.target.value, end))} />
      {told && <span className="whitespace-nowrap">{told}</span>}
    </label>
  );
}

/** `2026-03-01` of a moment; of an end, the day before it. Empty for what is no moment. */
export function dayOf(value: string, end: 'from' | 'to'): string {
  const date = new Date(Date.parse(value) - (end === 'to' ? 1 : 0));
  if (Number.isNaN(date.getTime())) return '';
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The moment at which a day of the local zone begins, or ends. */
export function momentOf(day: string, end: 'from' | 'to'): string {
  const [year = Number.NaN, month = Number.NaN, date = Number.NaN] = day === '' ? [] : day.split('-').map(Number);
  const moment = new Date(year, month - 1, date + (end === 'to' ? 1 : 0));
  return Number.isNaN(moment.getTime()) ? '' : moment.toISOString();
}
