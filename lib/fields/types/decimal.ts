import { z } from 'zod';
import type { FieldValidation } from '@/lib/model/field';
import { ORDER_OPERATORS, type FieldType } from './field-type';

const DEFAULT = { precision: 18, scale: 4 };

/** Canonical text of a decimal: no leading or trailing zeros, no `-0`; null when it is none. Never a floating-point number inside. */
export function canonicalDecimal(value: unknown): string | null {
  const text = typeof value === 'number' ? (Number.isFinite(value) ? plain(value) : '') : String(value);
  const match = /^([+-]?)(\d{1,60})(?:\.(\d{1,60}))?$/.exec(text.trim());
  if (!match) return null;
  const whole = (match[2] ?? '').replace(/^0+(?=\d)/, '');
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  const digits = fraction ? `${whole}.${fraction}` : whole;
  return match[1] === '-' && digits !== '0' ? `-${digits}` : digits;
}

/** A JSON number's own digits, without an exponent where it has few enough of them. */
function plain(value: number): string {
  const text = String(value);
  return /e/i.test(text) ? value.toFixed(20).replace(/0+$/, '').replace(/\.$/, '') : text;
}

/** Order of two canonical decimals, exactly. */
export function compareDecimals(a: string, b: string): number {
  const scale = Math.max(fractionOf(a).length, fractionOf(b).length);
  const [left, right] = [scaled(a, scale), scaled(b, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}
const fractionOf = (text: string): string => text.split('.')[1] ?? '';
const scaled = (text: string, scale: number): bigint => BigInt((text.split('.')[0] ?? '') + fractionOf(text).padEnd(scale, '0'));

function shapeOf({ precision = DEFAULT.precision, scale = Math.min(DEFAULT.scale, precision) }: FieldValidation) {
  return { precision, scale };
}
const fits = (text: string, { precision, scale }: { precision: number; scale: number }): boolean =>
  fractionOf(text).length <= scale && text.replace('-', '').split('.')[0]!.replace(/^0$/, '').length <= precision - scale;
const limit = (value: string | number | undefined): string | null => (value === undefined ? null : canonicalDecimal(value));

export const decimal: FieldType = {
  type: 'decimal',
  settings: ['min', 'max', 'precision', 'scale'],
  check: (validation) => {
    const { precision, scale } = shapeOf(validation);
    if (scale > precision) return [{ path: 'scale', message: 'fieldLimitsCrossed' }];
    const wrong = (['min', 'max'] as const).filter((key) => validation[key] !== undefined && limit(validation[key]) === null);
    if (wrong.length > 0) return wrong.map((path) => ({ path, message: 'invalid' }));
    const [min, max] = [limit(validation.min), limit(validation.max)];
    return min !== null && max !== null && compareDecimals(min, max) > 0 ? [{ path: 'max', message: 'fieldLimitsCrossed' }] : [];
  },
  storage: (validation) => ({ kind: 'decimal', ...shapeOf(validation), min: limit(validation.min), max: limit(validation.max) }),
  value: (validation) =>
    z.union([z.number(), z.string()]).transform((value, ctx) => {
      const text = canonicalDecimal(value);
      const shape = shapeOf(validation);
      const [min, max] = [limit(validation.min), limit(validation.max)];
      if (text === null) ctx.addIssue({ code: 'custom', message: 'fieldNotDecimal' });
      else if (!fits(text, shape)) ctx.addIssue({ code: 'custom', message: 'fieldTooManyDigits', params: { whole: shape.precision - shape.scale, scale: shape.scale } });
      else if (min !== null && compareDecimals(text, min) < 0) ctx.addIssue({ code: 'custom', message: 'fieldTooSmall', params: { min } });
      else if (max !== null && compareDecimals(text, max) > 0) ctx.addIssue({ code: 'custom', message: 'fieldTooBig', params: { max } });
      return text ?? '0';
    }),
  toStored: String,
  fromStored: (raw) => canonicalDecimal(raw) ?? String(raw),
  operators: ORDER_OPERATORS,
  canBeUnique: true,
  canBeIndexed: true,
  generates: ['sequence'],
};
