import type { Language } from '@/lib/model/common';
import { en } from './en';
import { es } from './es';
import { pt } from './pt';

/** What the catalogue holds; English is the measure, and a key missing elsewhere does not compile. */
export type Messages = typeof en;
export const MESSAGES: Readonly<Record<Language, Messages>> = { en, es, pt };
