import type { ComponentProps, ComponentType } from 'react';
import { Input } from '@/components/ui/input';
import type { InputProps } from './field-ui';

/** A line of text with the keyboard and the help that fit a type. */
export function plainInput(fitting: ComponentProps<'input'> = {}): ComponentType<InputProps> {
  return function PlainInput({ onChange, options: _options, emptyLabel: _emptyLabel, ...props }: InputProps) {
    return <Input autoComplete="off" {...fitting} {...props} onChange={(event) => onChange(event.target.value)} />;
  };
}
