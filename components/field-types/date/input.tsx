import { DateInput } from '@/components/ui/date-input';
import type { InputProps } from '../field-ui';

export function DayInput({ onChange, options: _options, emptyLabel: _emptyLabel, ...props }: InputProps) {
  return <DateInput {...props} type="date" onChange={(event) => onChange(event.target.value)} />;
}
