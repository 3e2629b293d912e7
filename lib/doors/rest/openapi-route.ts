import { ERROR_STATUS, type ErrorCode } from '@/lib/errors';
import type { Operation } from '@/lib/operations/define-operation';
import { isRepeatable } from '@/lib/operations/idempotency';
import { descriptionOf, exampleOf, inputSchemaOf, type JsonSchema } from '../describe';

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: JsonSchema;
  [key: string]: unknown;
}

export interface MediaType {
  schema?: JsonSchema & { $ref?: string };
  example?: unknown;
}

/** One method of one path. */
export interface OpenApiRoute {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, MediaType> };
  responses?: Record<string, { description: string; headers?: Record<string, { description: string; schema: JsonSchema }>; content?: Record<string, MediaType> }>;
}

/** What the generator cannot know: meanings, headers, examples, and every refusal with its codes. */
export function enriched(route: OpenApiRoute, operation: Operation): OpenApiRoute {
  return {
    ...route,
    security: operation.permission === 'public' ? [] : [{ bearer: [] }],
    parameters: [...(route.parameters ?? []).map((parameter) => described(parameter, operation)), ...besideFile(operation), ...headersOf(operation)],
    ...(route.requestBody && { requestBody: operation.rest.accepts ? fileBody(operation.rest.accepts) : withExample(route.requestBody, operation) }),
    responses: { ...successOf(route, operation), ...refusalsOf(operation) },
  };
}

function described({ allowEmptyValue: _empty, allowReserved: _reserved, ...parameter }: Parameter, operation: Operation): Parameter {
  return { ...parameter, description: descriptionOf(operation, parameter.name, parameter.schema) };
}

const BYTES: MediaType = { schema: { type: 'string' } };
const fileBody = (accepts: readonly string[]): NonNullable<OpenApiRoute['requestBody']> => ({ required: true, content: Object.fromEntries(accepts.map((type) => [type, BYTES])) });

/** Where the body is a file, what the path does not name stands in the query. */
function besideFile(operation: Operation): Parameter[] {
  if (!operation.rest.accepts) return [];
  const { properties = {}, required = [] } = inputSchemaOf(operation);
  return Object.entries(properties)
    .filter(([name]) => !operation.rest.path.includes(`{${name}}`))
    .map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), description: descriptionOf(operation, name, schema), schema, ...(schema.type === 'object' && { style: 'deepObject', explode: true }) }));
}

function headersOf(operation: Operation): Parameter[] {
  const header = (name: string, required: boolean, description: string): Parameter => ({ name, in: 'header', required, description, schema: { type: 'string' } });
  return [
    ...(operation.requiresIfMatch ? [header('If-Match', true, 'The ETag that was read, so that nobody else’s change is lost; `*` for whatever it is')] : []),
    ...(takesKey(operation) ? [header('Idempotency-Key', false, 'Done once however often it is sent with this key within 24 hours; up to 255 printable characters')] : []),
  ];
}

const takesKey = (operation: Operation): boolean => isRepeatable(operation) && operation.permission !== 'public';

function withExample(body: NonNullable<OpenApiRoute['requestBody']>, operation: Operation): NonNullable<OpenApiRoute['requestBody']> {
  const inPath = [...operation.rest.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const example = Object.fromEntries(Object.entries(exampleOf(operation)).filter(([name]) => !inPath.includes(name)));
  const input = inputSchemaOf(operation).properties ?? {};
  const content = Object.entries(body.content).map(([type, { schema = {}, ...media }]) => {
    const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [name, { ...property, description: descriptionOf(operation, name, input[name] ?? property) }]);
    return [type, { ...media, schema: schema.properties ? { ...schema, properties: Object.fromEntries(properties) as Record<string, JsonSchema> } : schema, example }] as const;
  });
  return { ...body, content: Object.fromEntries(content) };
}

const SUCCESS: Readonly<Record<number, string>> = { 200: 'Done', 201: 'Made', 202: 'Accepted: a run does it', 204: 'Done; there is nothing to say' };

function successOf(route: OpenApiRoute, operation: Operation): NonNullable<OpenApiRoute['responses']> {
  const status = operation.rest.status ?? 200;
  if (operation.kind === 'stream') return { [status]: { description: 'The file, sent as it is read', content: Object.fromEntries((operation.rest.answers ?? []).map((type) => [type, BYTES])) } };
  const found = route.responses?.[status];
  const schema = found?.content?.['application/json']?.schema;
  const header = (name: string, description: string) => ({ [name]: { description, schema: { type: 'string' } } });
  const headers = {
    ...((schema?.properties?.['etag'] ?? isText(schema?.properties?.['version'])) && status !== 204 && !isProductVersion(operation) && header('ETag', 'Its version, for If-Match')),
    ...(status === 202 && header('Location', 'The run')),
  };
  // 204 has no content (RFC 9110 §15.3.5), whatever the operation answers.
  const content = status === 204 ? {} : { content: found?.content };
  return { [status]: { description: SUCCESS[status] ?? 'Done', ...(Object.keys(headers).length > 0 && { headers }), ...content } };
}

const isText = (schema: JsonSchema | undefined): boolean => schema?.type === 'string';

/** There `version` is the database engine's. */
const isProductVersion = ({ name }: Operation): boolean => name === 'servers.check' || name.startsWith('servers.test');

/** What the pipeline and the transport may say to any call, and this operation besides; by status. */
function refusalsOf(operation: Operation): NonNullable<OpenApiRoute['responses']> {
  const byStatus = new Map<number, Set<ErrorCode>>();
  for (const code of codesOf(operation)) byStatus.set(ERROR_STATUS[code], (byStatus.get(ERROR_STATUS[code]) ?? new Set()).add(code));
  const problem = { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
  return Object.fromEntries([...byStatus].map(([status, codes]) => [String(status), { description: `Codes: ${[...codes].map((code) => `\`${code}\``).join(', ')}`, ...problem }]));
}

/** Every code an operation may answer with through REST. */
export function codesOf(operation: Operation): ErrorCode[] {
  const writes = operation.rest.method !== 'GET' && operation.rest.method !== 'DELETE';
  return [
    ...(operation.permission === 'public' ? [] : (['unauthenticated', 'forbidden'] as const)),
    'validation_failed',
    'rate_limited',
    ...(writes ? (['malformed', 'too_large', 'unsupported_media_type'] as const) : []),
    ...(operation.requiresIfMatch ? (['precondition_required'] as const) : []),
    ...(operation.tenant ? (['tenant_not_found'] as const) : []),
    ...(takesKey(operation) ? (['idempotency_mismatch', 'invalid_state'] as const) : []),
    ...operation.errors,
    'server_unreachable',
    'internal',
  ];
}
