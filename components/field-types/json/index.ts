import type { FieldUi } from '../field-ui';
import { JsonCell } from './cell';
import { JsonInput } from './input';

/** Stands for what was typed and is no JSON: JSON itself cannot say it, so every check refuses it. */
const NOT_JSON = NaN;

export const json: FieldUi = {
  type: 'json',
  Input: JsonInput,
  Cell: JsonCell,
  toInput: (value) => JSON.stringify(value, null, 2),
  fromInput: (text) => {
    if (text.trim() === '') return null;
    try {
      return JSON.parse(text) as ReturnType<NonNullable<FieldUi['fromInput']>>;
    } catch {
      return NOT_JSON;
    }
  },
  sortable: false,
  operators: ['isNull'],
};
