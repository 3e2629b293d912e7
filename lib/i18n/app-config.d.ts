import type { Language } from '@/lib/model/common';
import type { Messages } from './messages';

/** Gives next-intl's hooks our keys: one that is not in the catalogue does not compile. */
declare module 'next-intl' {
  interface AppConfig {
    Locale: Language;
    Messages: Messages;
  }
}
