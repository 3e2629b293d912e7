import { type z } from 'zod';
import { fromInput, toInput } from '@/components/field-types';
import { issueWords } from '@/lib/fields/check-decision';
import { findFieldType } from '@/lib/fields/types';
import type { Field } from '@/lib/model/field';
import { createUserInputSchema, updateUserInputSchema, type User } from '@/lib/model/user';

/** What the form holds: everything as text, nothing as the empty one. */
export interface UserFormValues {
  email: string;
  name: string;
  givenName: string;
  familyName: string;
  language: string;
  emailVerified: boolean;
  password: string;
  temporaryPassword: boolean;
  customFields: Record<string, string>;
}

export const PROFILE_TEXTS = ['name', 'givenName', 'familyName', 'language'] as const;

/** The form of a user, or of a new one with the fields' defaults. */
export function userValuesOf(user: User | null, fields: readonly Field[]): UserFormValues {
  return {
    email: user?.email ?? '',
    name: user?.name ?? '',
    givenName: user?.givenName ?? '',
    familyName: user?.familyName ?? '',
    language: user?.language ?? '',
    emailVerified: user?.emailVerified ?? false,
    password: '',
    temporaryPassword: true,
    customFields: Object.fromEntries(fields.map((field) => [field.name, toInput(field.type, user ? user.customFields[field.name] : field.default)])),
  };
}

export function toCreateInput(slug: string, fields: readonly Field[], { password, temporaryPassword, ...values }: UserFormValues): z.input<typeof createUserInputSchema> {
  const texts = Object.fromEntries(PROFILE_TEXTS.filter((name) => values[name] !== '').map((name) => [name, values[name]]));
  const customFields = Object.fromEntries(fields.map((field) => [field.name, fromInput(field.type, values.customFields[field.name] ?? '')]));
  return { slug, email: values.email, emailVerified: values.emailVerified, ...texts, customFields, ...(password !== '' && { password, temporaryPassword }) };
}

/** Only what differs from what was opened: what another wrote meanwhile elsewhere, and digits that no control shows, stay. */
export function toUpdateInput(slug: string, user: User, fields: readonly Field[], values: UserFormValues): z.input<typeof updateUserInputSchema> {
  const before = userValuesOf(user, fields);
  const changed = fields.filter(({ name }) => (values.customFields[name] ?? '') !== before.customFields[name]);
  return {
    slug,
    id: user.id,
    ...(values.email !== before.email && { email: values.email }),
    ...(values.emailVerified !== before.emailVerified && { emailVerified: values.emailVerified }),
    ...Object.fromEntries(PROFILE_TEXTS.filter((name) => values[name] !== before[name]).map((name) => [name, values[name] === '' ? null : values[name]])),
    ...(changed.length > 0 && { customFields: Object.fromEntries(changed.map((field) => [field.name, fromInput(field.type, values.customFields[field.name] ?? '')])) }),
  };
}

/** The operation's schema and what the definitions demand; what only the table knows is said by the server, under the field. */
export function userFormSchema(fields: readonly Field[], creating: boolean): z.ZodType<unknown> {
  const base: z.ZodType<{ customFields?: Record<string, unknown> }> = creating ? createUserInputSchema : updateUserInputSchema;
  return base.superRefine(({ customFields = {} }, context) => {
    for (const field of fields) {
      const issue = valueIssue(field, customFields[field.name]);
      if (issue) context.addIssue({ code: 'custom', ...issue, path: ['customFields', field.name] });
    }
  });
}

/** @param value undefined is left as it is */
function valueIssue({ required, type, validation }: Field, value: unknown) {
  if (value === undefined) return null;
  if (value === null) return required ? { message: 'required' } : null;
  const read = findFieldType(type)?.value(validation).safeParse(value);
  return read && !read.success ? issueWords(read.error.issues[0]) : null;
}

/** A form's value as a person reads it. */
export type ShowValue = (path: string, value: string) => string;

/** Where two versions of a user differ, by the form's own labels. */
export function userDifferences(mine: UserFormValues, theirs: UserFormValues, label: (path: string) => string, show: ShowValue): { name: string; label: string; mine: string; theirs: string }[] {
  const flat = ({ customFields, email, emailVerified, ...rest }: UserFormValues): Record<string, string> => ({
    email,
    ...Object.fromEntries(PROFILE_TEXTS.map((name) => [name, rest[name]])),
    emailVerified: String(emailVerified),
    ...Object.fromEntries(Object.entries(customFields).map(([name, value]) => [`customFields.${name}`, value])),
  });
  const [left, right] = [flat(mine), flat(theirs)];
  return Object.keys(left).filter((path) => left[path] !== right[path]).map((path) => ({ name: path, label: label(path), mine: show(path, left[path] ?? ''), theirs: show(path, right[path] ?? '') }));
}
