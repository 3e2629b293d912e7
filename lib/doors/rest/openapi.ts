import { OpenAPIGenerator } from '@orpc/openapi';
import { os } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { ERROR_CODES } from '@/lib/errors';
import type { Operation } from '@/lib/operations/define-operation';
import { allOperations } from '@/lib/operations/registry';
import { REST_PREFIX } from './rest-handler';

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: ERROR_CODES },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', required: ['path', 'message'], properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
    reference: { type: 'string' },
  },
} as const;

/** The OpenAPI 3.1 document, generated from the operations themselves. */
export async function openApiDocument(version: string) {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const router = Object.fromEntries(allOperations().map((operation) => [operation.name, documented(operation)]));
  const document = await generator.generate(router, {
    info: { title: 'Tenantry', version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: REST_PREFIX }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  });
  return withProblems(document as unknown as Document);
}

interface Document {
  paths?: Record<string, Record<string, { operationId?: string; responses?: Record<string, unknown> }>>;
  [key: string]: unknown;
}

function documented(operation: Operation) {
  const noun = operation.name.split('.')[0] ?? '';
  return os
    .route({
      method: operation.rest.method,
      path: operation.rest.path,
      operationId: operation.name,
      summary: operation.summary,
      description: `Permission: \`${operation.permission}\`.${operation.requiresIfMatch ? ' Needs `If-Match`.' : ''}`,
      tags: [noun],
      successStatus: operation.rest.status ?? 200,
    })
    .input(operation.input)
    .output(operation.output)
    .handler(() => {
      throw new Error('documentation only');
    });
}

/** Each operation's own codes, grouped by status, as `application/problem+json`. */
function withProblems(document: Document): Document {
  const byName = new Map(allOperations().map((operation) => [operation.name as string, operation]));
  for (const methods of Object.values(document.paths ?? {})) {
    for (const route of Object.values(methods)) {
      const operation = byName.get(route.operationId ?? '');
      if (!operation) continue;
      const codes = ['unauthenticated', 'forbidden', 'validation_failed', ...(operation.requiresIfMatch ? ['precondition_required'] : []), ...operation.errors];
      const content = { 'application/problem+json': { schema: PROBLEM_SCHEMA } };
      route.responses = { ...route.responses, default: { description: `Problem details; codes: ${[...new Set(codes)].join(', ')}`, content } };
    }
  }
  return document;
}
