import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isAudited, OPERATION_DOORS, reaches, type Operation } from '@/lib/operations/define-operation';
import { allOperations } from '@/lib/operations/registry';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';
import { exampleOf } from './describe';
import { codesOf } from './rest/openapi-route';
import { makePerson, makeRuntimeToken, type Person } from './testing/people';
import { openDoors, placesOf, type Doors, type Outcome, type WalkedDoor } from './testing/walked-doors';

/** What Next tells a server action of its request. */
const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(request.headers) }));

const operations = allOperations();
const RUNTIME = Symbol.for('tenantry.runtime');

let runtime: TestRuntime;
let doors: Doors;
let owner: Person;
let runtimeToken: string;

beforeAll(async () => {
  runtime = await openTestRuntime();
  Object.assign(globalThis, { [RUNTIME]: Promise.resolve(runtime) });
  doors = await openDoors(runtime, (headers) => {
    request.headers = headers;
  });
  owner = await makePerson(runtime, 'owner');
  runtimeToken = await makeRuntimeToken(runtime, ['acme']);
});
afterAll(async () => {
  await doors?.close();
  Reflect.deleteProperty(globalThis, RUNTIME);
  await runtime?.dispose();
});

/** As an owner, or the tenant's authorization server; the command line by who has the machine. */
const through = (door: WalkedDoor, operation: Operation, input: Record<string, unknown>): Promise<Outcome> =>
  doors[door](operation, input, { cookie: owner.cookie, ...(door === 'rest' && { token: operation.permission === 'runtime' ? runtimeToken : owner.token }) });

describe.each(operations.map((operation) => [operation.name, operation] as [string, Operation]))('%s', (_name, operation) => {
  const led = OPERATION_DOORS.filter((door) => reaches(door, operation));

  it('is reached through every door, or says why not', () => {
    for (const door of OPERATION_DOORS) if (!led.includes(door)) expect(operation.absentFrom?.[door], `why ${door} cannot carry it`).toMatch(/\w+ \w+/);
    expect(led.length, 'an operation without any door').toBeGreaterThan(0);
  });

  it.each(led)('%s carries a call to it, and its own answer back', async (door) => {
    const outcome = await through(door, operation, exampleOf(operation));
    if (outcome.ok) expect(operation.output.safeParse(outcome.answer)).toMatchObject({ success: true });
    else {
      expect(codesOf(operation), 'a code that it does not list').toContain(outcome.code);
      expect(outcome.code).not.toBe('internal');
    }
  });

  it.each(led)('%s says what is wrong with a call', async (door) => {
    const { properties, required } = wrongInput(operation);
    if (required.length === 0) return;
    const outcome = await through(door, operation, properties);
    expect(outcome).toMatchObject({ ok: false, code: 'validation_failed' });
  });

  it('is in the audit once for each door that it was called through', async () => {
    if (!isAudited(operation)) return;
    const found = new Set<string>();
    for (let cursor: string | undefined; ; ) {
      const page = await runtime.records.audit.list({ limit: 200, action: operation.name, cursor });
      for (const event of page.items) if (event.actor.type !== 'anonymous') found.add(event.door);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect([...found].sort()).toEqual([...led].sort());
  });
});

/** Its example with one required property of the body missing; nothing where the path says all. */
function wrongInput(operation: Operation): { properties: Record<string, unknown>; required: string[] } {
  const example = exampleOf(operation);
  const required = Object.keys(example).filter((name) => !placesOf(operation).includes(name) && !operation.input.safeParse(without(example, name)).success);
  return { properties: without(example, required[0] ?? ''), required };
}

const without = (input: Record<string, unknown>, name: string): Record<string, unknown> => Object.fromEntries(Object.entries(input).filter(([key]) => key !== name));
