import { z } from 'zod';
import { TEXT_OPERATORS, type FieldType } from './field-type';
import { lengthOf } from './text';

/** RFC 5321: 64 before the @, 255 after it. */
const MAX_LENGTH = 320;
const ADDRESS = z.email();

export const email: FieldType = {
  type: 'email',
  settings: [],
  storage: () => ({ kind: 'text', minLength: null, maxLength: MAX_LENGTH, ignoreCase: true }),
  value: () =>
    z.string().transform((value, ctx) => {
      const address = value.trim();
      if (lengthOf(address) > MAX_LENGTH || !ADDRESS.safeParse(address).success) ctx.addIssue({ code: 'custom', message: 'invalidEmail' });
      return address;
    }),
  toStored: String,
  fromStored: String,
  operators: TEXT_OPERATORS,
  canBeUnique: true,
  canBeIndexed: true,
  generates: [],
};
