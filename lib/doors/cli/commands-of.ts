import { reaches, type Operation } from '@/lib/operations/define-operation';
import { isRepeatable } from '@/lib/operations/idempotency';
import { descriptionOf, exampleOf, inputSchemaOf, outputSchemaOf, type JsonSchema } from '../describe';
import { argumentsOf } from '../snippets/arguments-of';
import { kebab, type Command, type Flag, type FlagKind } from './command';

/** The commands that operations make. */
export function commandsOf(operations: readonly Operation[]): Command[] {
  return operations.filter((operation) => reaches('cli', operation)).map(commandOf);
}

function commandOf(operation: Operation): Command {
  const [noun = '', verb = ''] = operation.name.split('.');
  const input = inputSchemaOf(operation);
  const answer = outputSchemaOf(operation).properties ?? {};
  const places = [...operation.rest.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const flags = Object.entries(input.properties ?? {}).map(([property, schema]) =>
    flagOf(property, schema, (input.required ?? []).includes(property), descriptionOf(operation, property, schema)),
  );
  return {
    name: operation.name,
    noun,
    verb: kebab(verb),
    summary: operation.summary,
    kind: operation.kind,
    method: operation.rest.method,
    path: operation.rest.path,
    // What the path names comes first, then what else is required.
    flags: flags.sort((a, b) => rank(a, places) - rank(b, places)),
    places,
    takesIfMatch: operation.requiresIfMatch ?? false,
    takesIdempotencyKey: isRepeatable(operation),
    accepts: [...(operation.rest.accepts ?? [])],
    pages: 'cursor' in (input.properties ?? {}) && 'nextCursor' in answer,
    runIn: 'runId' in answer ? 'runId' : 'steps' in answer && 'progress' in answer ? 'id' : null,
    example: [...argumentsOf(exampleOf(operation), flags, places), ...(operation.rest.accepts ? ['--file', exampleFileOf(operation.rest.accepts)] : [])],
  };
}

const rank = (flag: Flag, places: string[]): number => (places.includes(flag.property) ? places.indexOf(flag.property) : flag.required ? 10 : 11);

function flagOf(property: string, given: JsonSchema, required: boolean, description: string): Flag {
  const { schema, nullable } = withoutNull(given);
  const kind = kindOf(schema);
  const flag: Flag = { name: kebab(property), property, kind, description, required, nullable };
  const choices = choicesOf(schema);
  if (choices) flag.choices = choices;
  if (given.default !== undefined && !isEmpty(given.default)) flag.default = given.default;
  const limits = limitsOf(schema);
  if (limits) flag.limits = limits;
  if (schema.properties) flag.parts = Object.entries(schema.properties).map(([name, part]) => flagOf(name, part, (schema.required ?? []).includes(name), part.description ?? ''));
  else if (schema.additionalProperties !== undefined) flag.record = isText(schema.additionalProperties) ? 'text' : 'nested';
  return flag;
}

function withoutNull(schema: JsonSchema): { schema: JsonSchema; nullable: boolean } {
  const branches = Array.isArray(schema.type) ? schema.type.map((type) => ({ ...schema, type })) : (schema.anyOf ?? []);
  const rest = branches.filter((branch) => branch.type !== 'null');
  if (rest.length === branches.length) return { schema: Array.isArray(schema.type) ? { anyOf: rest } : schema, nullable: false };
  const [only] = rest;
  return { schema: rest.length === 1 && only ? only : { ...schema, anyOf: rest }, nullable: true };
}

function kindOf(schema: JsonSchema): FlagKind {
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) {
    if (branches.some((branch) => kindOf(branch) === 'json')) return 'json';
    // A switch that also takes its words.
    return branches.some((branch) => branch.type === 'boolean') ? 'boolean' : 'text';
  }
  if (schema.type === 'array') return schema.items && ['json', 'list'].includes(kindOf(schema.items)) ? 'json' : 'list';
  if (schema.type === 'object') return 'json';
  if (schema.type === 'number' || schema.type === 'integer' || schema.type === 'boolean') return schema.type;
  return schema.type === 'string' || schema.enum || schema.const !== undefined ? 'text' : 'json';
}

function choicesOf(schema: JsonSchema): string[] | undefined {
  if (schema.const !== undefined) return [String(schema.const)];
  return (schema.type === 'array' ? schema.items?.enum : schema.enum)?.map(String);
}

const isText = (schema: boolean | JsonSchema): boolean => typeof schema === 'object' && schema.type === 'string';
const isEmpty = (value: unknown): boolean => value === '' || value === null || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);

function limitsOf({ minimum, maximum, maxLength, maxItems, format }: JsonSchema): string | undefined {
  if (format === 'date-time') return 'RFC 3339, UTC';
  if (minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) return `${minimum} to ${maximum}`;
  if (maxLength !== undefined) return `at most ${maxLength} characters`;
  return maxItems === undefined ? undefined : `at most ${maxItems}`;
}

const exampleFileOf = (accepts: readonly string[]): string => (accepts.includes('text/csv') ? 'users.csv' : 'logo.svg');
