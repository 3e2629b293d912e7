/**
 * Decimals as text whose order, byte by byte, is that of the numbers: SQLite has no exact decimal, and its REAL
 * keeps 15 digits. Sign and number of whole digits come first, then the canonical number:
 * `0001:1.5` is 1.5, `0012:100000000000.25` a large one; of a negative one all digits are turned round
 * (9 − d) and a `~` ends it: `-998:8.7~` is −1.2. Equality, ranges, order, indexes and uniqueness are exact.
 */
export function toSortable(decimal: string): string {
  const [, sign = '', wholes = '', fractions = ''] = /^(-?)0*(\d*)(?:\.(\d*))?$/.exec(decimal.trim()) ?? [];
  const whole = wholes === '' ? '0' : wholes;
  const fraction = fractions.replace(/0+$/, '');
  const number = fraction === '' ? whole : `${whole}.${fraction}`;
  if (sign === '' || number === '0') return `${String(whole.length).padStart(4, '0')}:${number}`;
  return `-${999 - whole.length}:${turned(number)}~`;
}

export function fromSortable(text: string): string {
  const at = text.indexOf(':');
  // Written by somebody else: it is shown as it is.
  if (at < 0) return text;
  const number = text.slice(at + 1);
  return text.startsWith('-') ? `-${turned(number.replace(/~$/, ''))}` : number;
}

const turned = (number: string): string => number.replace(/\d/g, (digit) => String(9 - Number(digit)));
