import { CHOICE_QUESTIONS, type FieldUi } from '../field-ui';
import { plainInput } from '../plain-input';
import { UuidCell } from './cell';

export const uuid: FieldUi = {
  type: 'uuid',
  Input: plainInput({ spellCheck: false, autoCapitalize: 'none', className: 'font-mono' }),
  Cell: UuidCell,
  operators: CHOICE_QUESTIONS,
};
