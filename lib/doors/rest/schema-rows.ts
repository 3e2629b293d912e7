import type { JsonSchema } from '../describe';

/** One value of an input or answer, told in a line. */
export interface SchemaRow {
  /** As an error names it: `database.serverId`; of a list's items `items[].slug`. */
  path: string;
  type: string;
  required: boolean;
  description: string;
  /** Choices, bounds and default, in words. */
  notes: string[];
}

/** Deeper than this is told as an object: who needs it reads the OpenAPI document. */
const MAX_DEPTH = 4;
const SHOWN_DEFAULT = 60;

/** Every value that a schema names, from the outside in. @param describe words for a value of the first level that has none of its own */
export function schemaRows(schema: JsonSchema, describe: (name: string, schema: JsonSchema) => string = () => ''): SchemaRow[] {
  return within(schema, '', 0, describe);
}

function within(schema: JsonSchema, path: string, depth: number, describe: (name: string, schema: JsonSchema) => string): SchemaRow[] {
  if (depth > MAX_DEPTH) return [];
  const rows = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const required = (schema.required ?? []).includes(name);
    const description = property.description ?? property.anyOf?.find((branch) => branch.description)?.description ?? (path === '' ? describe(name, property) : '');
    return [{ path: at, type: typeOf(property), required, description, notes: notesOf(property) }, ...inner(property, at, depth + 1)];
  });
  return rows;
}

/** What is in a list, a record, or one of several kinds. */
function inner(schema: JsonSchema, path: string, depth: number): SchemaRow[] {
  const none = () => '';
  if (schema.properties) return within(schema, path, depth, none);
  if (schema.items) return inner(schema.items, `${path}[]`, depth);
  if (typeof schema.additionalProperties === 'object') return inner(schema.additionalProperties, `${path}.<name>`, depth);
  const kinds = (schema.oneOf ?? schema.anyOf ?? []).filter((branch) => branch.properties);
  return kinds.flatMap((branch) => within(branch, kinds.length > 1 ? `${path}(${kindOf(branch)})` : path, depth, none));
}

/** Branches of a choice are told apart by the value that only they have. */
function kindOf({ properties = {} }: JsonSchema): string {
  const fixed = Object.values(properties).find((property) => property.const !== undefined);
  return String(fixed?.const ?? Object.keys(properties)[0] ?? '');
}

export function typeOf(schema: JsonSchema): string {
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return [...new Set(branches.map(typeOf))].join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.type)) return schema.type.join(' or ');
  if (schema.type === 'array') return schema.items && typeOf(schema.items) !== 'any' ? `list of ${typeOf(schema.items)}` : 'list';
  if (schema.format) return `${schema.type ?? 'string'} (${schema.format})`;
  return schema.type ?? (schema.enum ? 'string' : 'any');
}

function notesOf(schema: JsonSchema): string[] {
  const only = schema.anyOf?.filter((branch) => branch.type !== 'null') ?? [];
  const of = only.length === 1 && only[0] ? { ...only[0], default: schema.default } : schema;
  const choices = of.enum ?? of.items?.enum;
  return [
    ...(choices ? [`one of ${choices.map(String).join(', ')}`] : []),
    ...between(of.minLength, of.maxLength, 'characters'),
    ...between(of.minItems, of.maxItems, 'items'),
    ...between(of.minimum, of.maximum, ''),
    ...(of.default === undefined ? [] : [`default ${shown(of.default)}`]),
  ];
}

function between(least: number | undefined, most: number | undefined, unit: string): string[] {
  const upper = most !== undefined && most < Number.MAX_SAFE_INTEGER ? most : undefined;
  const lower = least !== undefined && least > -Number.MAX_SAFE_INTEGER && !(least === 0 && unit !== '') ? least : undefined;
  if (lower === undefined && upper === undefined) return [];
  const words = lower === undefined ? `at most ${upper ?? ''}` : upper === undefined ? `at least ${lower}` : `${lower} to ${upper}`;
  return [`${words} ${unit}`.trim()];
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= SHOWN_DEFAULT ? text : `${text.slice(0, SHOWN_DEFAULT)}…`;
}
