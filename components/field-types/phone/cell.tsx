import { LinkCell, TextCell } from '../text-cell';
import type { CellProps } from '../field-ui';

export function PhoneCell({ value }: CellProps) {
  const number = String(value);
  return /^\+\d+$/.test(number) ? <LinkCell href={`tel:${number}`} value={number} /> : <TextCell value={number} />;
}
