import { types, type CustomTypesConfig } from 'pg';

const TIMESTAMPTZ: number = types.builtins.TIMESTAMPTZ;
const DATE: number = types.builtins.DATE;
const MOMENT = /^(\d{4,6}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(\.\d{1,6})?([+-]\d{2}(?::\d{2})?)$/;

/**
 * Moments as RFC 3339 in UTC with all six digits: a Date would cut them at three, and a page that
 * begins after a moment would begin with the row it ended at. Days stay as they are: a Date would
 * move them by the process's time zone.
 */
export function exactMoment(text: string): string {
  // The usual case, a session in UTC, without a Date.
  if (text.endsWith('+00') && text.length >= 22 && text[10] === ' ' && text.length <= 29) {
    return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(6, '0')}Z`;
  }
  const [, day, time, fraction = '', zone = ''] = MOMENT.exec(text) ?? [];
  if (!day || !time) return text;
  const utc = new Date(`${day}T${time}${zone.length === 3 ? `${zone}:00` : zone}`);
  return `${utc.toISOString().slice(0, -5)}.${fraction.slice(1).padEnd(6, '0')}Z`;
}

export const EXACT_TYPES: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === TIMESTAMPTZ) return exactMoment;
    if (oid === DATE) return (text: string) => text;
    return types.getTypeParser(oid, format);
  }) as CustomTypesConfig['getTypeParser'],
};
