import { z } from 'zod';
import { userListInputSchema } from './user';

/** A user's own columns in a file, as REST names them. */
export const USER_FILE_COLUMNS = ['id', 'email', 'emailVerified', 'name', 'givenName', 'familyName', 'picture', 'locale', 'language', 'status', 'disabledReason', 'disabledUntil', 'disabledAt', 'metadata', 'createdAt', 'updatedAt'] as const;
export type UserFileColumn = (typeof USER_FILE_COLUMNS)[number];

export const FILE_FORMATS = ['csv', 'ndjson'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];
export const CSV_TYPE = 'text/csv';
export const NDJSON_TYPE = 'application/x-ndjson';
/** More columns than a table has fields, and the product's. */
const COLUMNS_MAX = 600;

const listOf = (text: string | string[]): string[] => (Array.isArray(text) ? text : text.split(',').map((name) => name.trim()).filter(Boolean));

export const exportUsersInputSchema = userListInputSchema.omit({ limit: true, cursor: true }).extend({
  format: z.enum(FILE_FORMATS).default('csv').describe('csv, or ndjson: one user in JSON a line'),
  columns: z
    .union([z.string().max(40_000), z.array(z.string().max(64)).max(COLUMNS_MAX)])
    .transform(listOf)
    .describe('Columns to write, by name and in this order, with commas between; all without it')
    .optional(),
  bom: z.stringbool().or(z.boolean()).describe('Begin CSV with a byte order mark, by which Excel knows that it is UTF-8').default(false),
});
