import { ORDER_QUESTIONS, type FieldUi } from '../field-ui';
import { plainInput } from '../plain-input';

export const decimal: FieldUi = { type: 'decimal', Input: plainInput({ inputMode: 'decimal', spellCheck: false }), align: 'right', operators: ORDER_QUESTIONS };
