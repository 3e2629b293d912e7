import { OpenAPIGenerator } from '@orpc/openapi';
import { os } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { z } from 'zod';
import { ERROR_CODES } from '@/lib/errors';
import { reaches, type Operation } from '@/lib/operations/define-operation';
import { allOperations } from '@/lib/operations/registry';
import { NOUNS } from '../nouns';
import { enriched, type OpenApiRoute } from './openapi-route';
import { REST_PREFIX } from './rest-handler';
import { shortPath } from './rest-router';

const PROBLEM_SCHEMA = {
  type: 'object' as const,
  description: 'Problem details (RFC 9457). The code is stable; the words are in the language of Accept-Language.',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' as const, description: 'A name for the kind of problem, by its code' },
    title: { type: 'string' as const, description: 'What went wrong, for a person' },
    status: { type: 'integer' as const, description: 'HTTP status' },
    code: { type: 'string' as const, enum: ERROR_CODES, description: 'What went wrong, for a program' },
    detail: { type: 'string' as const, description: 'What it means and what to do' },
    errors: {
      type: 'array' as const,
      description: 'Each wrong value by its path',
      items: { type: 'object' as const, required: ['path', 'message'], properties: { path: { type: 'string' as const }, message: { type: 'string' as const } } },
    },
    reference: { type: 'string' as const, description: 'Finds the details in the log' },
  },
};

/** Of an OpenAPI document, what is read here and in tests. */
export interface OpenApiDocument {
  openapi?: string;
  tags?: { name: string; description: string }[];
  paths?: Record<string, Record<string, OpenApiRoute>>;
  [key: string]: unknown;
}

/** The OpenAPI 3.1 document, generated from the operations themselves. */
export async function openApiDocument(version: string): Promise<OpenApiDocument> {
  const operations = allOperations().filter((operation) => reaches('rest', operation));
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = (await generator.generate(Object.fromEntries(operations.map((operation) => [operation.name, documented(operation)])), {
    info: {
      title: 'Tenantry',
      version,
      description: 'Tenants, servers, fields and users of a multi-tenant identity platform. Names are camelCase, times RFC 3339 in UTC.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: REST_PREFIX }],
    tags: [...new Set(operations.map(nounOf))].map((noun) => ({ name: noun, description: NOUNS[noun] ?? '' })),
    components: {
      schemas: { Problem: PROBLEM_SCHEMA },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An API token, as tokens.create answers it' } },
    },
  })) as unknown as OpenApiDocument;
  const byName = new Map(operations.map((operation) => [operation.name as string, operation]));
  for (const methods of Object.values(document.paths ?? {})) {
    for (const [method, route] of Object.entries(methods)) {
      const operation = byName.get(route.operationId ?? '');
      if (operation) methods[method] = enriched(route, operation);
    }
  }
  return document;
}

const nounOf = (operation: Operation): string => operation.name.split('.')[0] ?? '';

/** The other path of an operation that may leave its tenant out of it. */
const alsoAt = (operation: Operation): string => (operation.kind === 'runtime' ? ` Also at \`${shortPath(operation)}\`, with the tenant in \`X-Tenant-Slug\` or \`?tenant=\`.` : '');

function documented(operation: Operation) {
  return os
    .route({
      method: operation.rest.method,
      path: operation.rest.path,
      operationId: operation.name,
      summary: operation.summary,
      description: operation.permission === 'public' ? 'Needs no token.' : `Permission: \`${operation.permission}\`.${alsoAt(operation)}`,
      tags: [nounOf(operation)],
      successStatus: operation.rest.status ?? 200,
    })
    .input(operation.input)
    .output(operation.kind === 'stream' ? z.unknown() : operation.output)
    .handler(() => {
      throw new Error('documentation only');
    });
}
