import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import { readEnvironment } from '@/lib/env';
import { ERROR_STATUS } from '@/lib/errors';
import { openFileFixture, type FileFixture } from '../testing/file-fixture';
import { openHttpDoor, type HttpDoor } from '../testing/http-door';

const text = await readFile('docs/api.md', 'utf8');
/** Each shell block, and what the next block of JSON says is answered. */
const examples = [...text.matchAll(/```sh\n([\s\S]*?)```(?:\s*```json\n([\s\S]*?)```)?/g)].map(([, script = '', answer]) => ({ script, answer }));
const run = promisify(execFile);

let f: FileFixture;
let http: HttpDoor;
let token: string;
beforeAll(async () => {
  f = await openFileFixture();
  http = await openHttpDoor(f.runtime);
  token = (await createApiToken(f.runtime.records, { name: 'ci', role: 'owner', tenants: [], createdBy: 'test', expiresAt: null })).secret;
});
afterAll(async () => {
  await http?.close();
  await f?.close();
});

/** As somebody pastes it, at this server's address. @returns what it printed */
async function pasted(script: string): Promise<string> {
  const here = script.replace(/export TENANTRY=\S+/, '');
  const { stdout } = await run('/bin/sh', ['-ec', here], { env: { PATH: process.env.PATH, NODE_ENV: 'test', TENANTRY: `${http.address}/api/v1`, TENANTRY_TOKEN: token } });
  return stdout;
}

/** Dots stand for whatever there is; everything else has to be as it is written. */
function expectLike(answer: unknown, told: unknown): void {
  if (told === '…') return expect(answer).toBeTypeOf('string');
  if (Array.isArray(told)) {
    expect(Array.isArray(answer)).toBe(true);
    const items = answer as unknown[];
    // The list may go on where the one that is told ends.
    return told.forEach((item, index) => expectLike(items.find((found) => (found as { path?: unknown }).path === (item as { path?: unknown }).path) ?? items[index], item));
  }
  if (typeof told !== 'object' || told === null) return expect(answer).toEqual(told);
  for (const [name, value] of Object.entries(told)) expectLike((answer as Record<string, unknown>)[name], value);
}

describe('the examples of docs/api.md', () => {
  it('do what they say, one after the other', async () => {
    expect(examples.length).toBeGreaterThan(6);
    for (const { script, answer } of examples) {
      const lines = (await pasted(script)).trim().split(/(?<=\})(?=\{)/);
      const last = lines.at(-1) ?? '';
      expect(last, script).toMatch(/^\{/);
      if (answer !== undefined) expectLike(JSON.parse(last), JSON.parse(answer));
      if (script.includes('/tenants\n')) await f.settled();
    }
  });
});

describe('what docs/api.md tells', () => {
  it('has every code, under its status', () => {
    const rows = [...text.matchAll(/^\| (\d{3}) \| ([^|]+) \|/gm)].flatMap(([, status, codes = '']) => [...codes.matchAll(/`(\w+)`/g)].map(([, code]) => [code, Number(status)] as const));
    expect(Object.fromEntries(rows)).toEqual(ERROR_STATUS);
    expect(rows).toHaveLength(Object.keys(ERROR_STATUS).length);
  });
  it('has the limits that hold where nothing is set', () => {
    const { rateLimits } = readEnvironment({ NODE_ENV: 'test' });
    for (const [name, perMinute] of Object.entries(rateLimits)) expect(text).toContain(`\`RATE_LIMIT_${name.toUpperCase()}\` a minute (${perMinute})`);
  });
});
