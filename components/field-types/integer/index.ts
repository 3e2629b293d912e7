import { ORDER_QUESTIONS, type FieldUi } from '../field-ui';
import { plainInput } from '../plain-input';

/** Numbers stay text in their control: a browser's number input rounds what has more than 15 digits. */
export const integer: FieldUi = {
  type: 'integer',
  Input: plainInput({ inputMode: 'numeric', spellCheck: false }),
  align: 'right',
  fromInput: (text) => (/^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text),
  operators: ORDER_QUESTIONS,
};
