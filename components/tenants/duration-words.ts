const UNITS = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]] as const;

/** `30 days` of what is typed as seconds, in the largest unit that goes into it without a rest; `–` for what is no number. */
export function inWords(typed: string, locale: string): string {
  const seconds = typed.trim() === '' ? Number.NaN : Number(typed);
  if (!Number.isInteger(seconds) || seconds <= 0) return '–';
  const [unit, size] = UNITS.find(([, length]) => seconds % length === 0) ?? (['second', 1] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
}
