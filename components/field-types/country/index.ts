import { CHOICE_QUESTIONS, type FieldUi } from '../field-ui';
import { CountryCell } from './cell';
import { countryName } from './country-names';
import { CountryInput } from './input';

export const country: FieldUi = {
  type: 'country',
  Input: CountryInput,
  Cell: CountryCell,
  words: (text, { language }) => countryName(text, language),
  operators: CHOICE_QUESTIONS,
};
