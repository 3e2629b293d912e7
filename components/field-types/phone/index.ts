import { TEXT_QUESTIONS, type FieldUi } from '../field-ui';
import { plainInput } from '../plain-input';
import { PhoneCell } from './cell';

export const phone: FieldUi = { type: 'phone', Input: plainInput({ type: 'tel', inputMode: 'tel', placeholder: '+34 600 123 456' }), Cell: PhoneCell, operators: TEXT_QUESTIONS };
