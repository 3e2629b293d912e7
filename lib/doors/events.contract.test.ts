import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import type { Role } from '@/lib/model/admin';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';
import { eventStream } from './events';

let runtime: TestRuntime;
beforeAll(async () => {
  runtime = await openTestRuntime();
});
afterAll(() => runtime.dispose());

async function open(role: Role, tenants: string[], lastEventId?: number) {
  const { secret } = await createApiToken(runtime.records, { name: role, role, tenants, createdBy: 'test', expiresAt: null });
  const abort = new AbortController();
  const headers = { authorization: `Bearer ${secret}`, ...(lastEventId !== undefined && { 'last-event-id': String(lastEventId) }) };
  const response = await eventStream(new Request('http://127.0.0.1/api/v1/events', { headers, signal: abort.signal }), runtime);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    status: response.status,
    until: async (marker: string) => {
      while (!text.includes(marker)) {
        const chunk = await reader?.read();
        if (!chunk || chunk.done) throw new Error(`the stream ended without ${marker}: ${text}`);
        text += chunk.value;
      }
      return text;
    },
    close: () => abort.abort(),
  };
}

describe('live events', () => {
  it('come as they are published, each with its id', async () => {
    const stream = await open('owner', []);
    await runtime.records.events.publish({ type: 'tenant', tenant: 'a', data: { slug: 'a', n: 1 } });
    expect(await stream.until('"n":1')).toMatch(/id: \d+\nevent: tenant\ndata: /);
    stream.close();
  });
  it('go on from where a reader was cut off', async () => {
    const before = await runtime.records.events.latestId();
    for (let n = 10; n < 13; n += 1) await runtime.records.events.publish({ type: 'tenant', tenant: 'a', data: { slug: 'a', n } });
    const stream = await open('owner', [], before + 1);
    const text = await stream.until('"n":12');
    expect(text).not.toContain('"n":10');
    expect(text).toContain('"n":11');
    stream.close();
  });
  it('tell a tenant-admin of its own tenants and of nothing else', async () => {
    const stream = await open('tenant-admin', ['mine']);
    await runtime.records.events.publish({ type: 'tenant', tenant: 'other', data: { slug: 'secret-other' } });
    await runtime.records.events.publish({ type: 'health', data: { serverId: 'secret-server' } });
    await runtime.records.events.publish({ type: 'run', tenant: null, data: { runId: 'secret-run' } });
    await runtime.records.events.publish({ type: 'tenant', tenant: 'mine', data: { slug: 'mine', last: true } });
    expect(await stream.until('"last":true')).not.toContain('secret');
    stream.close();
  });
  it('are for nobody without a token, nor for a runtime token', async () => {
    expect((await eventStream(new Request('http://127.0.0.1/api/v1/events'), runtime)).status).toBe(401);
    expect((await open('runtime', ['mine'])).status).toBe(403);
  });
});
