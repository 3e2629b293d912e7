import { TextCell } from '../text-cell';
import type { CellProps } from '../field-ui';

/** As JSON, a text in its quotes too. */
export const JsonCell = ({ value }: CellProps) => <TextCell value={JSON.stringify(value)} className="font-mono text-xs" />;
