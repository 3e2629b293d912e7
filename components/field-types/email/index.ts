import { TEXT_QUESTIONS, type FieldUi } from '../field-ui';
import { plainInput } from '../plain-input';

export const email: FieldUi = { type: 'email', Input: plainInput({ type: 'email', spellCheck: false }), operators: TEXT_QUESTIONS };
