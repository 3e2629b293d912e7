import { z } from 'zod';
import { languageSchema, timestampSchema } from './common';
import { RESERVED_FIELD_NAMES } from './reserved-words';

export { optionValues, textFor } from './field-text';

/** Columns of `app_user` that the product owns. */
export const SYSTEM_COLUMNS: ReadonlySet<string> = new Set([
  'id', 'email', 'email_verified', 'status', 'name', 'given_name', 'family_name', 'picture', 'locale', 'language', 'profile',
  'metadata', 'disabled_at', 'disabled_reason', 'disabled_until', 'source_client_id', 'created_at', 'updated_at',
]);
export const FIELD_NAME_MAX_LENGTH = 48;
/** Most fields a tenant may define; beyond it a table is no longer a good place for them. */
export const FIELDS_MAX = 500;
const NAME_PATTERN = /^[a-z][a-z0-9_]*$/;
/** Prefixes of system columns to come, and of columns that are being dropped, moved or replaced. */
const RESERVED_PREFIX = /^(sys_|zz_(dropped|new|old|move)_)/;

export type FieldNameProblem = 'required' | 'fieldNameTooLong' | 'fieldNamePattern' | 'fieldNameSystem' | 'fieldNamePrefix' | 'fieldNameReserved';

/** Why a field's name is refused, as a key below `validation.`; null when it is fine. */
export function fieldNameProblem(name: string): FieldNameProblem | null {
  if (name.length === 0) return 'required';
  if (name.length > FIELD_NAME_MAX_LENGTH) return 'fieldNameTooLong';
  if (!NAME_PATTERN.test(name)) return 'fieldNamePattern';
  if (SYSTEM_COLUMNS.has(name)) return 'fieldNameSystem';
  if (RESERVED_PREFIX.test(name)) return 'fieldNamePrefix';
  if (RESERVED_FIELD_NAMES.has(name)) return 'fieldNameReserved';
  return null;
}

export const fieldNameSchema = z.string().superRefine((name, ctx) => {
  const problem = fieldNameProblem(name);
  if (problem) ctx.addIssue({ code: 'custom', message: problem, params: { max: FIELD_NAME_MAX_LENGTH } });
});

/** One text for everybody, or one per language. */
export const localizedTextSchema = z.union([z.string().max(2_000), z.partialRecord(languageSchema, z.string().max(2_000))]);
export type LocalizedText = z.infer<typeof localizedTextSchema>;

/** A field's value as JSON carries it. What exactly is right, and how much at most, is the type's to say. */
export const fieldValueSchema = z.union([z.string().max(65_536), z.number(), z.boolean(), z.null(), z.array(z.unknown()).max(10_000), z.record(z.string(), z.unknown())]);
export type FieldValue = z.infer<typeof fieldValueSchema>;

const limitSchema = z.union([z.number(), z.string().max(64)]);
const optionSchema = z.union([z.string().min(1).max(200), z.object({ value: z.string().min(1).max(200), label: localizedTextSchema.optional() })]);

/** Rules for values. Which of them a type takes, it says itself; the others are refused. */
export const fieldValidationSchema = z.strictObject({
  min: limitSchema.optional(),
  max: limitSchema.optional(),
  minLength: z.number().int().min(0).max(10_000).optional(),
  maxLength: z.number().int().min(1).max(10_000).optional(),
  /** Regular expression that the whole value has to match; checked by the application in linear time. */
  pattern: z.string().min(1).max(500).optional(),
  options: z.array(optionSchema).min(1).max(500).optional(),
  precision: z.number().int().min(1).max(38).optional(),
  scale: z.number().int().min(0).max(37).optional(),
  minItems: z.number().int().min(0).max(500).optional(),
  maxItems: z.number().int().min(1).max(500).optional(),
});
export type FieldValidation = z.infer<typeof fieldValidationSchema>;

/** What to do with values that do not convert, or do not keep a new rule. */
export const onFailureSchema = z.union([z.enum(['abort', 'null']), z.object({ default: fieldValueSchema })]);
export type OnFailure = z.infer<typeof onFailureSchema>;

/** What rows without a value are given: one value for all, or a different one for each. */
const generatedSchema = z.strictObject({ generate: z.enum(['uuid', 'sequence']) });
export const backfillSchema = z.union([generatedSchema, fieldValueSchema]);
export type Backfill = z.infer<typeof backfillSchema>;
export const isGenerated = (backfill: Backfill): backfill is z.infer<typeof generatedSchema> => generatedSchema.safeParse(backfill).success;

const typeSchema = z.string().regex(/^[a-z][a-z0-9]{0,31}$/, 'fieldTypeUnknown');
const metadata = {
  label: localizedTextSchema,
  description: localizedTextSchema,
  /** Place in forms and tables, ascending. */
  order: z.number().int().min(0).max(1_000_000),
  /** Heading it stands under in forms. */
  group: z.string().max(120),
  /** Personal data: masked in the audit, and in samples that a plan shows. */
  pii: z.boolean(),
  /** Name of the token claim that carries it. */
  claim: z.string().max(120).nullable(),
  editableByUser: z.boolean(),
};
const rules = {
  required: z.boolean(),
  unique: z.boolean(),
  indexed: z.boolean(),
  default: fieldValueSchema,
  validation: fieldValidationSchema,
};

/** What a person decides of a field. */
export const fieldDecisionSchema = z.object({
  name: fieldNameSchema,
  type: typeSchema,
  label: metadata.label.default(''),
  description: metadata.description.default(''),
  required: rules.required.default(false),
  unique: rules.unique.default(false),
  indexed: rules.indexed.default(false),
  default: rules.default.default(null),
  validation: rules.validation.default({}),
  pii: metadata.pii.default(false),
  claim: metadata.claim.default(null),
  editableByUser: metadata.editableByUser.default(false),
  order: metadata.order.default(0),
  group: metadata.group.default(''),
});
export type FieldDecision = z.infer<typeof fieldDecisionSchema>;

export const FIELD_STATES = ['pending', 'active', 'hidden', 'repair'] as const;
export type FieldState = (typeof FIELD_STATES)[number];

/** A change at work, kept beside the definition that is in force until it is done. */
export const fieldWorkSchema = z.object({
  planId: z.string(),
  /** What the definition becomes; absent for a field that is being added. */
  becomes: fieldDecisionSchema.extend({ hidden: z.boolean() }).optional(),
  /** What it was before the change; absent for a field that is being added. */
  was: fieldDecisionSchema.extend({ hidden: z.boolean() }).optional(),
  /** Column that others made and that becomes this field's, with its values. */
  takes: z.string().optional(),
  /** What is left of the field when it is done: nothing. `drop`: its column goes too. `release`: its column stays as it is. */
  ends: z.enum(['drop', 'release']).optional(),
  backfill: backfillSchema.optional(),
  onFailure: onFailureSchema.default('abort'),
});
export type FieldWork = z.infer<typeof fieldWorkSchema>;

/** One entry of `tenants/<slug>/fields.yaml`. */
export const fieldDefinitionSchema = fieldDecisionSchema.extend({
  /** Never changes; everything refers to it. */
  id: z.uuid(),
  /** Name of the column at this moment; the field's name, but while hidden. */
  column: z.string().min(1).max(63),
  /** `pending`: written before its column is made. `active`: seen in the table. `hidden`: dropped, restorable. `repair`: see `problem`. */
  state: z.enum(FIELD_STATES),
  /** When a hidden field's column is dropped for good. */
  hiddenUntil: timestampSchema.nullable().default(null),
  work: fieldWorkSchema.nullable().default(null),
  /** Why it needs repair: the error's code; the action that mends it is to run the change again. */
  problem: z.object({ code: z.string(), runId: z.string().nullable() }).nullable().default(null),
});
export type FieldDefinition = z.infer<typeof fieldDefinitionSchema>;

/** Its column can be read and written: also while a change that failed waits for repair, unless that was to hide it. */
export const isInUse = (field: Pick<FieldDefinition, 'state' | 'work'>): boolean => field.state === 'active' || (field.state === 'repair' && field.work?.becomes?.hidden === false);

/** A field as every door answers it. */
export const fieldSchema = fieldDefinitionSchema.omit({ work: true }).extend({
  /** A change of it is at work. */
  changing: z.boolean(),
  /** Column type on this tenant's engine; null without a data plane. */
  columnType: z.string().nullable(),
});
export type Field = z.infer<typeof fieldSchema>;

const idSchema = z.uuid();
/** A column by the name that the drift tells. */
const driftColumnSchema = z.string().min(1).max(128);
/** A change is a command on one field; what is meant is never guessed from two lists. */
export const fieldChangeSchema = z.discriminatedUnion('op', [
  fieldDecisionSchema.extend({ op: z.literal('add') }),
  z.object({ op: z.literal('rename'), id: idSchema, name: fieldNameSchema }),
  z.object({ op: z.literal('retype'), id: idSchema, type: typeSchema, validation: rules.validation.optional(), onFailure: onFailureSchema.default('abort') }),
  z.object({
    op: z.literal('alter'),
    id: idSchema,
    required: rules.required.optional(),
    unique: rules.unique.optional(),
    indexed: rules.indexed.optional(),
    default: rules.default.optional(),
    validation: rules.validation.optional(),
    label: metadata.label.optional(),
    description: metadata.description.optional(),
    order: metadata.order.optional(),
    group: metadata.group.optional(),
    pii: metadata.pii.optional(),
    claim: metadata.claim.optional(),
    editableByUser: metadata.editableByUser.optional(),
    onFailure: onFailureSchema.default('abort'),
  }),
  z.object({ op: z.literal('drop'), id: idSchema }),
  z.object({ op: z.literal('restore'), id: idSchema }),
  z.object({
    op: z.literal('adopt'),
    column: driftColumnSchema,
    name: fieldNameSchema.optional(),
    type: typeSchema.optional(),
    label: metadata.label.optional(),
    required: rules.required.optional(),
    unique: rules.unique.optional(),
    indexed: rules.indexed.optional(),
    default: rules.default.optional(),
    validation: rules.validation.optional(),
    onFailure: onFailureSchema.default('abort'),
  }),
  z.object({ op: z.literal('restoreColumn'), column: driftColumnSchema, onFailure: onFailureSchema.default('abort') }),
]);
export type FieldChange = z.infer<typeof fieldChangeSchema>;
/** At most one for each field there may be: an order by hand may give every field another number. */
export const fieldChangesSchema = z.array(fieldChangeSchema).min(1).max(FIELDS_MAX);

export const BLOCKER_CODES = ['nulls', 'duplicates', 'not_convertible', 'invalid_values', 'not_checked', 'column_taken', 'too_many_columns'] as const;
export const fieldBlockerSchema = z.object({
  fieldId: z.string().optional(),
  /** Name of the field it is about. */
  field: z.string().optional(),
  code: z.enum(BLOCKER_CODES),
  count: z.number().int(),
  samples: z.array(z.string()),
});
export type FieldBlocker = z.infer<typeof fieldBlockerSchema>;

export const fieldPlanStepSchema = z.object({
  op: z.string(),
  fieldId: z.string().optional(),
  /** Name of the field it is about, as it will be. */
  field: z.string().optional(),
  sql: z.string(),
  lock: z.string(),
  rewritesTable: z.boolean(),
  /** Rows read or written. */
  rows: z.number().int(),
  destroysData: z.boolean(),
  estimateMs: z.number(),
});
export type FieldPlanStep = z.infer<typeof fieldPlanStepSchema>;

export const fieldPlanSchema = z.object({
  planId: z.string(),
  /** Over the definitions and the catalogue it was made from. */
  hash: z.string(),
  steps: z.array(fieldPlanStepSchema),
  blockers: z.array(fieldBlockerSchema),
  destroysData: z.boolean(),
  /** Names to be typed before it may be applied. */
  confirm: z.array(z.string()),
  expiresAt: timestampSchema,
});
export type FieldPlan = z.infer<typeof fieldPlanSchema>;

/** What a definition would be on a tenant's engine, without anything being made or kept. */
export const fieldPreviewSchema = z.object({
  /** Null without a data plane. */
  columnType: z.string().nullable(),
  /** The statement that adds the column. */
  sql: z.string().nullable(),
});
export type FieldPreview = z.infer<typeof fieldPreviewSchema>;

/** Where the table is not what the definitions promise. */
export const fieldDriftSchema = z.object({
  kind: z.enum(['column_added', 'column_dropped', 'column_renamed', 'column_retyped', 'column_unmarked']),
  column: z.string(),
  fieldId: z.string().optional(),
  /** Column type that was promised, or name where that was changed. */
  expected: z.string().nullable(),
  found: z.string().nullable(),
  /** What can be planned: `adopt` makes the definitions what the table is, `restoreColumn` the table what the definitions say. */
  choices: z.array(z.enum(['adopt', 'restoreColumn'])),
  /** What `adopt` makes of the column where nothing else is said; null where the field goes. */
  adoptsAs: z.object({ name: z.string(), type: z.string(), validation: fieldValidationSchema, required: z.boolean() }).nullable(),
});
export type FieldDrift = z.infer<typeof fieldDriftSchema>;
