import type { FieldUi } from '../field-ui';
import { BooleanCell } from './cell';
import { BooleanInput } from './input';

export const boolean: FieldUi = {
  type: 'boolean',
  Input: BooleanInput,
  Cell: BooleanCell,
  fromInput: (text) => text === 'true',
  words: (text, { yes, no }) => (text === '' ? '' : text === 'true' ? yes : no),
  operators: ['eq', 'ne', 'isNull'],
};
