import { z } from 'zod';
import { RUN_STATUSES } from './states';
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

/** Bytes of a file that is taken: 100 MiB. */
export const IMPORT_MAX_BYTES = 104_857_600;
/** Problems that a check tells one by one; it counts them all. */
export const IMPORT_PROBLEMS_MAX = 200;

/** `create` refuses who is there already, `skip` leaves them as they are, `update` changes them; all three create who is not. */
export const IMPORT_MODES = ['create', 'skip', 'update'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];
/** The product's columns that an import writes. */
export const IMPORTED_COLUMNS = ['email', 'emailVerified', 'name', 'givenName', 'familyName', 'picture', 'locale', 'language', 'status', 'disabledReason', 'disabledUntil', 'metadata', 'passwordHash'] as const;
export type ImportedColumn = (typeof IMPORTED_COLUMNS)[number];

export const importUsersInputSchema = z.object({
  slug: z.string(),
  dryRun: z.stringbool().or(z.boolean()).describe('Only say what would be done, and what is wrong').default(false),
  mode: z.enum(IMPORT_MODES).describe('Of addresses that are there already: create refuses them, skip leaves them, update changes them').default('create'),
  mapping: z
    .record(z.string().max(64), z.string().max(200))
    .describe("Which of the file's columns goes into which: the user's column, and the file's heading; no other is taken then")
    .optional(),
});
export type ImportRequest = Pick<z.output<typeof importUsersInputSchema>, 'mode' | 'mapping'>;

export const importCountsSchema = z.object({
  /** Rows read. */
  rows: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  skipped: z.number().int(),
  /** Rows that something is wrong with: nothing of them is taken. */
  refused: z.number().int(),
});
export type ImportCounts = z.infer<typeof importCountsSchema>;

export const importProblemSchema = z.object({
  /** As a spreadsheet counts: the heading is row 1. Of NDJSON, the line. */
  row: z.number().int(),
  /** The user's column; null when it is the row that is wrong. */
  column: z.string().nullable(),
  /** What stands there, cut; null for what is secret or not there. */
  value: z.string().nullable(),
  message: z.string(),
});
export type ImportProblem = z.infer<typeof importProblemSchema>;

export const importReportSchema = importCountsSchema.extend({
  columns: z.array(
    z.object({
      /** The file's heading. */
      heading: z.string(),
      /** The user's column it goes into; null when it is left. */
      column: z.string().nullable(),
      /** Why it is left. */
      left: z.enum(['unknown', 'readOnly', 'notMapped']).nullable(),
    }),
  ),
  /** The first of them, in the order of rows. */
  problems: z.array(importProblemSchema),
  problemsTotal: z.number().int(),
});
export type ImportReport = z.infer<typeof importReportSchema>;

export const importAnswerSchema = z.object({
  /** Null of a dry run. */
  runId: z.string().nullable(),
  /** Under which it is asked how far it is. */
  importId: z.string().nullable(),
  /** What a dry run found. */
  report: importReportSchema.nullable(),
});

export const importStatusSchema = importCountsSchema.extend({
  id: z.string(),
  runId: z.string(),
  status: z.enum(RUN_STATUSES),
  mode: z.enum(IMPORT_MODES),
  /** Share of the file that is done, 0 to 1. */
  progress: z.number(),
  /** There is a file of the refused rows. */
  hasRejected: z.boolean(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
export type ImportStatus = z.infer<typeof importStatusSchema>;
