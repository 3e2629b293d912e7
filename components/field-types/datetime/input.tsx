import { DateInput } from '@/components/ui/date-input';
import type { InputProps } from '../field-ui';
import { fromLocalInput, toLocalInput } from './moments';

/** Holds a moment in UTC; what it shows and takes is by the reader's clock, which the browser's own control knows no other of. */
export function DatetimeInput({ value, onChange, options: _options, emptyLabel: _emptyLabel, ...props }: InputProps) {
  return <DateInput {...props} type="datetime-local" step={1} value={toLocalInput(value)} onChange={(event) => onChange(fromLocalInput(event.target.value))} />;
}
