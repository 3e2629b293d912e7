import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleOf, inputSchemaOf, type JsonSchema } from '@/lib/doors/describe';
import type { AuditEvent } from '@/lib/model/audit';
import { callAs, openTestRuntime, principalOf, type TestRuntime } from '@/lib/testing/test-runtime';
import { isAudited, type Operation } from './define-operation';
import { runOperation } from './pipeline';
import { allOperations } from './registry';
import type { StreamAnswer } from './stream-answer';

const SECRET = /password|secret|token|dsn/i;
const PLANT = 'Plant-9f27c1-of-a-test';
/** Long enough and of enough kinds for every policy, and what a connection string has to look like. */
const planted = (name: string): string => (/dsn/i.test(name) ? `postgres://u:${PLANT}@127.0.0.1:1/x` : `${PLANT}-Aa1!`);

const owner = principalOf('owner');
let runtime: TestRuntime;
const answers: string[] = [];
beforeAll(async () => {
  runtime = await openTestRuntime();
  await call('tenants.create', { slug: 'acme', name: 'Acme', database: null });
});
afterAll(() => runtime?.dispose());

const operationOf = (name: string): Operation => {
  const found = allOperations().find((operation) => operation.name === name);
  if (!found) throw new Error(`no operation ${name}`);
  return found;
};

/** Calls and reads what it answers to its end; a refusal is an answer too. */
async function call(name: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
  const operation = operationOf(name);
  const answer = await runOperation(operation, input, callAs(owner, { ifMatch: '*', ip: '192.0.2.1' }), runtime).catch((error: unknown) => ({ refused: (error as { code?: string }).code }));
  if (operation.kind === 'stream' && 'body' in (answer as object)) return { text: await new Response((answer as StreamAnswer).body).text() };
  answers.push(JSON.stringify(answer));
  return answer as Record<string, unknown>;
}

/** Its example, with a secret wherever its input takes one. */
function withPlants(operation: Operation): Record<string, unknown> {
  const input = { ...exampleOf(operation) };
  const properties: Record<string, JsonSchema> = inputSchemaOf(operation).properties ?? {};
  for (const [name, schema] of Object.entries(properties)) {
    const takesText = [schema.type].flat().includes('string') || schema.anyOf?.some(({ type }) => type === 'string');
    if (SECRET.test(name) && takesText && !/Id$/.test(name) && !(name in input && name === 'planId')) input[name] = planted(name);
  }
  return operation.input.safeParse(input).success ? input : exampleOf(operation);
}

async function allEvents(): Promise<AuditEvent[]> {
  const found: AuditEvent[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await runtime.records.audit.list({ limit: 200, cursor });
    found.push(...page.items);
    if (page.nextCursor === null) return found;
    cursor = page.nextCursor;
  }
}

describe('every operation that changes something', () => {
  it.each(allOperations().filter(isAudited).map((operation) => [operation.name, operation] as const))('%s leaves an intent and an outcome: who, what, on what, from where', async (name, operation) => {
    const before = (await runtime.records.audit.verify()).events;
    const [newest] = (await runtime.records.audit.list({ limit: 1, action: name })).items;
    await call(name, withPlants(operation));
    const [event] = (await runtime.records.audit.list({ limit: 1, action: name })).items;
    expect(event?.id).not.toBe(newest?.id);
    // A change of the mode, or what an operation does to others by the way, has its own two.
    expect(((await runtime.records.audit.verify()).events - before) % 2).toBe(0);
    expect(event).toMatchObject({ actor: { type: 'admin', id: owner.id, name: owner.name }, door: 'rest', ip: '192.0.2.1', action: name });
    expect(event?.outcome).not.toBe('open');
    expect(event?.target.id, 'what it was done to').not.toBe('');
  });

  it('and none that only reads', async () => {
    const before = (await runtime.records.audit.verify()).events;
    for (const operation of allOperations().filter(({ kind }) => kind === 'read')) await call(operation.name, exampleOf(operation));
    expect((await runtime.records.audit.verify()).events).toBe(before);
  });

  it('tells what was made field by field, with its secrets masked', async () => {
    const { clientSecret } = await call('clients.create', { slug: 'acme', clientId: 'shop', name: 'Shop', kind: 'web', type: 'confidential', redirectUris: ['https://shop.example/cb'] });
    const { clientSecret: second } = await call('clients.createSecret', { slug: 'acme', clientId: 'shop' });
    const { token } = await call('tokens.create', { name: 'once', role: 'viewer' });
    await call('servers.create', { name: 'db', driver: 'postgres', host: '127.0.0.1', port: 5432, database: 'x', username: 'u', password: planted('password') });
    await call('tenants.create', { slug: 'brings-its-own', name: 'Own', database: { dsn: planted('dsn') } });
    const events = await allEvents();
    const changesOf = (action: string) => events.find((event) => event.action === action && event.outcome === 'success')?.changes ?? [];
    expect(changesOf('clients.create')).toContainEqual({ path: 'name', before: null, after: 'Shop' });
    expect(changesOf('tokens.create')).toContainEqual({ path: 'role', before: null, after: 'viewer' });
    expect(changesOf('servers.create')).toContainEqual({ path: 'host', before: null, after: '127.0.0.1' });
    const told = JSON.stringify(events);
    for (const secret of [clientSecret, second, token, PLANT]) {
      expect(typeof secret).toBe('string');
      expect(told).not.toContain(String(secret));
    }
  });
});
