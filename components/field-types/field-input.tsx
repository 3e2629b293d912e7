import { uiOf, type InputProps } from '.';

/** The control for a value of a type. */
export function FieldInput({ type, ...props }: InputProps & { type: string }) {
  const { Input } = uiOf(type);
  return <Input {...props} />;
}
