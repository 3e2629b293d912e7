'use client';

import { useLocale } from 'next-intl';
import { TextCell } from '../text-cell';
import type { CellProps } from '../field-ui';
import { countryName } from './country-names';

export const CountryCell = ({ value }: CellProps) => <TextCell value={countryName(String(value), useLocale())} />;
