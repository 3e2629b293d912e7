import type { FieldUi } from '../field-ui';
import { DatetimeCell } from './cell';
import { DatetimeInput } from './input';

export const datetime: FieldUi = {
  type: 'datetime',
  Input: DatetimeInput,
  Cell: DatetimeCell,
  settings: { min: { placeholder: '2026-01-31T12:00:00Z' }, max: { placeholder: '2026-01-31T12:00:00Z' } },
  words: (text, { dateTime }) => (Number.isNaN(Date.parse(text)) ? text : dateTime(new Date(text), { dateStyle: 'medium', timeStyle: 'short' })),
  operators: ['gte', 'gt', 'lte', 'lt', 'eq', 'ne', 'isNull'],
};
