import type { FieldUi } from '../field-ui';
import { optionLabel } from '../select';
import { MultiselectCell } from './cell';
import { chosenIn } from './chosen';
import { MultiselectInput } from './input';

export const multiselect: FieldUi = {
  type: 'multiselect',
  Input: MultiselectInput,
  Cell: MultiselectCell,
  fromInput: chosenIn,
  words: (text, { options }) => (text.startsWith('[') ? chosenIn(text) : [text]).map((value) => optionLabel(options, value)).join(', '),
  sortable: false,
  operators: ['contains', 'in', 'isNull'],
  // One element of it; a list of them is typed.
  asks: { contains: 'select' },
};
