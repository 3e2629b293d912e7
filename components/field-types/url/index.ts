import { TEXT_QUESTIONS, type FieldUi } from '../field-ui';
import { plainInput } from '../plain-input';
import { UrlCell } from './cell';

export const url: FieldUi = { type: 'url', Input: plainInput({ type: 'url', inputMode: 'url', spellCheck: false, placeholder: 'https://' }), Cell: UrlCell, operators: TEXT_QUESTIONS };
