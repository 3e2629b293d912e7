import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAs, openTestRuntime, principalOf, type TestRuntime } from '@/lib/testing/test-runtime';
import { runOperation } from './pipeline';
import { operations } from './registry';

let runtime: TestRuntime;
beforeAll(async () => {
  runtime = await openTestRuntime();
});
afterAll(() => runtime.dispose());

const owner = principalOf('owner');
const create = (slug: string, key: string | null, over: object = {}, principal = owner) =>
  runOperation(operations.tenants.create, { slug, name: slug, database: null, ...over }, callAs(principal, { idempotencyKey: key }), runtime);
const auditsOf = async (tenant: string) => (await runtime.records.audit.list({ limit: 50, tenant })).items;

describe('Idempotency-Key', () => {
  it('answers a repetition with the same answer, and does nothing again', async () => {
    const first = await create('once', 'key-1');
    expect(await create('once', 'key-1')).toEqual(first);
    expect(await auditsOf('once')).toHaveLength(1);
    await expect(create('once', 'key-2')).rejects.toMatchObject({ code: 'slug_taken' });
    await expect(create('once', null)).rejects.toMatchObject({ code: 'slug_taken' });
  });
  it('refuses another input, or another operation, under the same key', async () => {
    await create('mine', 'key-3');
    await expect(create('mine', 'key-3', { name: 'other' })).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    await expect(runOperation(operations.tokens.create, { name: 'x', role: 'viewer' }, callAs(owner, { idempotencyKey: 'key-3' }), runtime)).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  });
  it('runs concurrent repetitions once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => create('race', 'key-4')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await auditsOf('race')).toHaveLength(1);
  });
  it('keeps no refusal: the key is free again', async () => {
    await create('taken', null);
    await expect(create('taken', 'key-5')).rejects.toMatchObject({ code: 'slug_taken' });
    expect((await create('free', 'key-5')).slug).toBe('free');
  });
  it('belongs to its principal, who must still be allowed', async () => {
    const first = await create('theirs', 'key-6');
    const operator = { ...principalOf('operator'), id: 'somebody-else' };
    await expect(create('theirs', 'key-6', {}, operator)).rejects.toMatchObject({ code: 'slug_taken' });
    await expect(create('theirs', 'key-6', {}, { ...principalOf('viewer'), id: owner.id })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await create('theirs', 'key-6')).id).toBe(first.id);
  });
  it('gives a secret again that is shown once, and keeps it sealed', async () => {
    const make = () => runOperation(operations.tokens.create, { name: 'ci', role: 'viewer' }, callAs(owner, { idempotencyKey: 'key-7' }), runtime);
    const { token } = await make();
    expect((await make()).token).toBe(token);
    const files = await Promise.all(['records.db', 'records.db-wal'].map((file) => readFile(join(runtime.env.fsRoot, 'records', file), 'latin1').catch(() => '')));
    expect(files.join('')).not.toContain(token);
  });
  it('must be a header that HTTP carries', async () => {
    for (const key of ['', 'a b', 'é', 'x'.repeat(256)]) await expect(create('nokey', key), key).rejects.toMatchObject({ code: 'validation_failed' });
  });
});
