import { LinkCell, TextCell } from '../text-cell';
import type { CellProps } from '../field-ui';

/** Leads there only where it is an address on the web: a table written by others may hold anything. */
export function UrlCell({ value }: CellProps) {
  const address = String(value);
  return /^https?:\/\//i.test(address) ? <LinkCell href={address} value={address} external /> : <TextCell value={address} />;
}
