import { Select } from '@/components/ui/select';
import type { InputProps } from './field-ui';

/** One of a few, or nothing. */
export function ChoiceInput({ onChange, options, emptyLabel, maxLength: _maxLength, onBlur, ...props }: InputProps) {
  return (
    <Select {...props} onBlur={onBlur as unknown as () => void} onChange={(event) => onChange(event.target.value)}>
      {emptyLabel !== undefined && <option value="">{emptyLabel}</option>}
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  );
}
