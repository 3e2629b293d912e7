import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET } from '@/app/api/v1/openapi.json/route';
import { createApiToken } from '@/lib/auth/tokens';
import { ERROR_CODES, ERROR_STATUS } from '@/lib/errors';
import { openFieldFixture, type FieldFixture } from '@/lib/fields/testing/field-fixture';
import { allOperations } from '@/lib/operations/registry';
import type { OpenApiDocument } from './openapi';
import type { OpenApiRoute } from './openapi-route';
import { createRestHandler } from './rest-handler';

const operations = allOperations();
const document = (await (await GET()).json()) as OpenApiDocument;
const routes = Object.entries(document.paths ?? {}).flatMap(([path, methods]) => Object.entries(methods).map(([method, route]) => ({ path, method: method.toUpperCase(), route })));

describe('the document', () => {
  it('is valid OpenAPI 3.1 by a validator of others', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(document.openapi).toMatch(/^3\.1\./);
  });
  it('describes every operation at its own path, and nothing else', () => {
    const found = routes.map(({ path, method, route }) => `${route.operationId ?? ''} ${method} ${path}`);
    expect(found.sort()).toEqual(operations.filter((operation) => !operation.absentFrom?.rest).map(({ name, rest }) => `${name} ${rest.method} ${rest.path}`).sort());
  });
  it('explains every tag', () => {
    for (const tag of document.tags ?? []) expect(tag.description, tag.name).not.toBe('');
  });
});

describe.each(routes.map(({ route }) => [route.operationId ?? '', route] as [string, OpenApiRoute]))('%s', (name, route) => {
  const operation = operations.find((candidate) => candidate.name === name);

  it('has summary, tag, security, and a meaning for each parameter', () => {
    expect(route.summary).toBeTruthy();
    expect(route.tags).toEqual([name.split('.')[0]]);
    expect(route.security).toEqual(operation?.permission === 'public' ? [] : [{ bearer: [] }]);
    for (const parameter of route.parameters ?? []) expect(parameter.description, parameter.name).toBeTruthy();
    const guards = (route.parameters ?? []).filter((parameter) => parameter.in === 'header').map((parameter) => parameter.name);
    expect(guards.includes('If-Match')).toBe(operation?.requiresIfMatch ?? false);
  });
  it('has a meaning for each property of its body, and an example that fits', () => {
    const media = route.requestBody?.content['application/json'];
    for (const [property, schema] of Object.entries(media?.schema?.properties ?? {})) expect(schema.description, property).toBeTruthy();
    if (!media) return;
    const validate = compile(media.schema ?? {});
    expect(validate(media.example), JSON.stringify(validate.errors)).toBe(true);
  });
  it('tells each refusal as problem details with its codes', () => {
    const refusals = Object.entries(route.responses ?? {}).filter(([status]) => Number(status) >= 400);
    const told = refusals.flatMap(([status, { description, content }]) => {
      expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
      const codes = [...description.matchAll(/`(\w+)`/g)].map(([, code]) => code ?? '');
      for (const code of codes) expect(String(ERROR_STATUS[code as keyof typeof ERROR_STATUS])).toBe(status);
      return codes;
    });
    for (const code of [...(operation?.errors ?? []), 'validation_failed']) expect(told).toContain(code);
    for (const code of told) expect(ERROR_CODES).toContain(code);
    if (operation?.permission !== 'public') expect(told).toEqual(expect.arrayContaining(['unauthenticated', 'forbidden']));
  });
});

function compile(schema: object): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'document', components: document['components'] });
  return ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')) as object);
}

describe('real answers are what the document says', () => {
  let f: FieldFixture;
  let token: string;
  const handle = createRestHandler();
  beforeAll(async () => {
    f = await openFieldFixture();
    await f.tenant('acme');
    token = (await createApiToken(f.runtime.records, { name: 'owner', role: 'owner', tenants: [], createdBy: 'test', expiresAt: null })).secret;
  });
  afterAll(() => f?.close());

  async function answer(name: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const operation = operations.find((candidate) => candidate.name === name) ?? expect.fail(name);
    const request = new Request(`http://127.0.0.1/api/v1${path}`, {
      method: operation.rest.method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const response = await handle(request, f.runtime);
    const text = await response.text();
    const route = routes.find((candidate) => candidate.route.operationId === name)?.route;
    const documented = route?.responses?.[String(response.status)];
    expect(documented, `${name} answers ${response.status}, which is not documented: ${text}`).toBeDefined();
    const [type, media] = Object.entries(documented?.content ?? {})[0] ?? [];
    if (type === undefined) expect(text).toBe('');
    else {
      expect(response.headers.get('content-type')).toContain(type);
      const validate = compile(media?.schema ?? {});
      expect(validate(JSON.parse(text)), `${name} ${response.status}: ${JSON.stringify(validate.errors)}\n${text}`).toBe(true);
    }
    for (const header of Object.keys(documented?.headers ?? {})) expect(response.headers.get(header), `${header} of ${name}`).toBeTruthy();
    return { status: response.status, json: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
  }

  it('of reads without input', async () => {
    const plain = operations.filter(({ kind, rest }) => kind === 'read' && rest.method === 'GET' && !rest.path.includes('{'));
    for (const { name, rest } of plain) await answer(name, rest.path === '/views' ? '/views?list=tenants' : rest.path);
    expect(plain.length).toBeGreaterThan(8);
  });
  it('of what is read of a tenant', async () => {
    const ofTenant = operations.filter(({ kind, rest }) => kind === 'read' && rest.method === 'GET' && rest.path.replace('{slug}', '').indexOf('{') === -1 && rest.path.includes('{slug}'));
    for (const { name, rest } of ofTenant) await answer(name, rest.path.replace('{slug}', 'acme'));
    expect(ofTenant.length).toBeGreaterThan(4);
  });
  it('of a user’s life', async () => {
    const made = await answer('users.create', '/tenants/acme/users', { email: 'ada@example.com', name: 'Ada' });
    expect(made.status).toBe(201);
    const path = `/tenants/acme/users/${String(made.json['id'])}`;
    await answer('users.get', path);
    await answer('users.update', path, { name: 'Ada L.' }, { 'if-match': '*' });
    await answer('users.disable', `${path}/disable`, { reason: 'away' });
    await answer('users.enable', `${path}/enable`, {});
    expect((await answer('users.create', '/tenants/acme/users', { email: 'ADA@example.com' })).status).toBe(409);
    expect((await answer('users.update', path, { name: 'x' })).status).toBe(428);
    expect((await answer('users.delete', path, undefined, { 'if-match': '*' })).status).toBe(204);
    expect((await answer('users.get', path)).status).toBe(404);
  });
  it('of a change of fields, a run, a token and a tenant', async () => {
    const plan = await answer('fields.plan', '/tenants/acme/fields/plan', { changes: [{ op: 'add', name: 'department', type: 'text', indexed: true }] });
    const { planId, hash } = plan.json;
    const applied = await answer('fields.apply', '/tenants/acme/fields/apply', { planId, hash });
    expect(applied.status).toBe(202);
    await answer('runs.get', `/runs/${String(applied.json['runId'])}`);
    await answer('fields.list', '/tenants/acme/fields');
    const made = await answer('tokens.create', '/tokens', { name: 'x', role: 'viewer' });
    await answer('tokens.revoke', `/tokens/${String(made.json['id'])}`);
    await answer('tenants.create', '/tenants', { slug: 'globex', name: 'Globex' });
    await answer('tenants.update', '/tenants/globex', { name: 'Globex Corporation' }, { 'if-match': '*' });
    expect((await answer('tenants.create', '/tenants', { slug: 'No Good' })).status).toBe(422);
    await answer('servers.list', '/servers');
  });
});
