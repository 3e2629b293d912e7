import { z } from 'zod';
import { TEXT_OPERATORS, type FieldType } from './field-type';
import { lengthOf } from './text';

/** Longer addresses do not pass through every browser and proxy. */
const DEFAULT_MAX_LENGTH = 2_048;

/**
 * An address on the web, as the URL standard writes it (host in lower case, escapes made); null when it is none. One
 * with a password in it is refused: it would be shown to everybody, and such addresses are made to be misread.
 */
export function readUrl(value: string): string | null {
  const text = value.trim();
  // The parser takes what is near: spaces inside, one slash, a backslash.
  if (!/^https?:\/\/[^\s\\/]/i.test(text) || /[\s\p{Cc}\p{Cs}]/u.test(text) || !URL.canParse(text)) return null;
  const { href, username, password } = new URL(text);
  return username === '' && password === '' ? href : null;
}

export const url: FieldType = {
  type: 'url',
  settings: ['maxLength'],
  storage: ({ maxLength }) => ({ kind: 'text', minLength: null, maxLength: maxLength ?? DEFAULT_MAX_LENGTH, ignoreCase: false }),
  value: ({ maxLength = DEFAULT_MAX_LENGTH }) =>
    z.string().transform((value, ctx) => {
      const address = value.length > 2 * maxLength ? value : readUrl(value);
      if (address === null) ctx.addIssue({ code: 'custom', message: 'invalidUrl' });
      else if (lengthOf(address) > maxLength) ctx.addIssue({ code: 'custom', message: 'tooLong', params: { max: maxLength } });
      return address ?? '';
    }),
  toStored: String,
  fromStored: String,
  operators: TEXT_OPERATORS,
  canBeUnique: true,
  canBeIndexed: true,
  generates: [],
};
