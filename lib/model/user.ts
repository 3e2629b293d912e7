import { z } from 'zod';
import { listInputSchema, timestampSchema } from './common';
import { USER_FILTER_MAX, USER_OPERATORS, USER_STATUSES, type UserOperator } from './states';

export { USER_FILTER_MAX, USER_OPERATORS, USER_STATUSES, type UserOperator } from './states';
/** Most values of one `in`. */
export const USER_FILTER_VALUES_MAX = 100;

export const userSchema = z.object({
  id: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  name: z.string().nullable(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  picture: z.string().nullable(),
  locale: z.string().nullable(),
  language: z.string().nullable(),
  status: z.enum(USER_STATUSES),
  disabledAt: z.string().nullable(),
  disabledUntil: z.string().nullable(),
  disabledReason: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  customFields: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** ETag, without quotes. */
  version: z.string(),
});
export type User = z.infer<typeof userSchema>;

/** Text that every engine stores and gives back: no NUL. */
export const storable = z.string().refine((text) => !text.includes('\0') && text.isWellFormed(), 'invalid');
const nullableText = (max: number) => storable.pipe(z.string().trim().max(max)).nullable();
const METADATA_MAX_BYTES = 65_536;
const hasNul = (text: string) => text.includes('\\u0000');

export const userEmailSchema = z.string().trim().max(320).pipe(z.email());
export const customFieldsSchema = z.record(z.string().max(64), z.unknown());
const metadataSchema = z
  .record(z.string(), z.unknown())
  .refine((value) => new TextEncoder().encode(JSON.stringify(value)).length <= METADATA_MAX_BYTES && !hasNul(JSON.stringify(value)), 'invalid');

const profileShape = {
  name: nullableText(200).describe('Whole name').optional(),
  givenName: nullableText(200).describe('Given name').optional(),
  familyName: nullableText(200).describe('Family name').optional(),
  picture: z.url({ protocol: /^https?$/ }).max(2048).nullable().describe('Address of a picture').optional(),
  locale: nullableText(35).describe('Locale, as BCP 47 writes it').optional(),
  language: nullableText(35).describe('Preferred language, as BCP 47 writes it').optional(),
  emailVerified: z.boolean().describe('The address is known to be theirs').optional(),
  metadata: metadataSchema.describe('Anything else, as an object').optional(),
  /** By the fields' names; checked against the tenant's definitions. */
  customFields: customFieldsSchema.describe("The tenant's own fields, each by its name").optional(),
};

const slug = z.string();
export const userRefSchema = z.object({ slug, id: z.string() });

export const createUserInputSchema = z.object({
  slug,
  email: userEmailSchema.describe('E-mail address; one user has it'),
  password: z.string().describe("Password, by the tenant's policy").optional(),
  /** The password must be changed at the next sign-in. */
  temporaryPassword: z.boolean().describe('Must be changed at the next sign-in').optional(),
  ...profileShape,
});

export const updateUserInputSchema = z.object({ slug, id: z.string(), email: userEmailSchema.describe('E-mail address; one user has it').optional(), ...profileShape });

export const disableUserInputSchema = userRefSchema.extend({
  reason: storable.pipe(z.string().trim().min(1, 'required').max(500)).describe('Why, for whoever looks later'),
  until: timestampSchema.refine((until) => Date.parse(until) > Date.now(), 'inThePast').describe('Enabled again by itself at this moment').optional(),
});

export const setPasswordInputSchema = userRefSchema.extend({ password: z.string().describe("Password, by the tenant's policy"), temporary: z.boolean().describe('Must be changed at the next sign-in').default(false) });

const scalarSchema = z.union([z.string().max(1_000), z.number(), z.boolean()]);
const filterValueSchema = z.union([scalarSchema, z.array(scalarSchema).max(USER_FILTER_VALUES_MAX)]);

/** `filter[age][gte]=18` arrives as `{age: {gte: '18'}}`, `filter[department]=IT` as `{department: 'IT'}`. */
export const userFilterSchema = z
  .record(z.string().max(64), z.union([filterValueSchema, z.partialRecord(z.enum(USER_OPERATORS), filterValueSchema)]))
  .refine((filter) => Object.keys(filter).length <= USER_FILTER_MAX, 'invalid');

export const userListInputSchema = listInputSchema.extend({ slug, filter: userFilterSchema.describe('Conditions by column: a value, or an operator (eq, ne, lt, lte, gt, gte, in, contains, startsWith, isNull) with one').optional() });

export const userPageSchema = z.object({
  items: z.array(userSchema),
  nextCursor: z.string().nullable(),
  /** `not_indexed`: a filter or the sort is on a column without an index. */
  warnings: z.array(z.enum(['not_indexed'])),
});

/** One condition of a list; conditions are joined by *and*. */
export interface UserFilter {
  field: string;
  operator: UserOperator;
  value: unknown;
}

/** A nested filter as a flat list. */
export function userFiltersOf(filter: z.output<typeof userFilterSchema> | undefined): UserFilter[] {
  return Object.entries(filter ?? {}).flatMap(([field, asked]): UserFilter[] => {
    if (Array.isArray(asked)) return [{ field, operator: 'in', value: asked }];
    if (typeof asked !== 'object') return [{ field, operator: 'eq', value: asked }];
    return Object.entries(asked).map(([operator, value]) => ({ field, operator: operator as UserOperator, value }));
  });
}
