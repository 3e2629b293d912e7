import { TEXT_QUESTIONS, type FieldUi } from '../field-ui';
import { plainInput } from '../plain-input';

export const text: FieldUi = { type: 'text', Input: plainInput(), operators: TEXT_QUESTIONS };
