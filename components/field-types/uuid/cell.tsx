import { TextCell } from '../text-cell';
import type { CellProps } from '../field-ui';

export const UuidCell = ({ value }: CellProps) => <TextCell value={value} className="max-w-32 font-mono text-xs" />;
