import { uiOf, type Option } from '.';
import { TextCell } from './text-cell';

/** A value in a list, by its type; a dash where there is none. */
export function FieldCell({ type, value, options }: { type: string; value: unknown; options: readonly Option[] }) {
  if (value === null || value === undefined || value === '') return <span className="text-ink-faint">–</span>;
  const { Cell = TextCell } = uiOf(type);
  return <Cell value={value} options={options} />;
}
