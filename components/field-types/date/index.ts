import { ORDER_QUESTIONS, type FieldUi } from '../field-ui';
import { DateCell } from './cell';
import { DayInput } from './input';

export const date: FieldUi = {
  type: 'date',
  Input: DayInput,
  Cell: DateCell,
  settings: { min: { type: 'date' }, max: { type: 'date' } },
  words: (text, { dateTime }) => (Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? text : dateTime(new Date(`${text}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })),
  operators: ORDER_QUESTIONS,
};
