import type { ComponentProps } from 'react';
import { Textarea } from '@/components/ui/input';
import type { InputProps } from '../field-ui';

/** As long as what is in it, up to a height. */
export function JsonInput({ onChange, options: _options, emptyLabel: _emptyLabel, maxLength: _maxLength, ...props }: InputProps) {
  return (
    <Textarea
      {...(props as unknown as ComponentProps<'textarea'>)}
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="none"
      placeholder="{ }"
      className="field-sizing-content max-h-80 font-mono text-sm"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
