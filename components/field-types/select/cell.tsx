import { TextCell } from '../text-cell';
import type { CellProps } from '../field-ui';

export const SelectCell = ({ value, options }: CellProps) => <TextCell value={options.find((option) => option.value === value)?.label ?? String(value)} />;
