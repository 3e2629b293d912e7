import { ChoiceInput } from '../choice-input';
import { CHOICE_QUESTIONS, type FieldUi, type Option } from '../field-ui';
import { SelectCell } from './cell';

/** An option's words; one that is no longer there is shown as it is. */
export const optionLabel = (options: readonly Option[], value: string): string => options.find((option) => option.value === value)?.label ?? value;

export const select: FieldUi = {
  type: 'select',
  Input: ChoiceInput,
  Cell: SelectCell,
  words: (text, { options }) => optionLabel(options, text),
  operators: CHOICE_QUESTIONS,
};
