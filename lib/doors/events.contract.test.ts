import { randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveScope } from '@/lib/auth/live-scope';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { completeSetup, createSetupToken } from '@/lib/auth/setup';
import { createApiToken } from '@/lib/auth/tokens';
import type { Role } from '@/lib/model/admin';
import { runOperation } from '@/lib/operations/pipeline';
import { operations } from '@/lib/operations/registry';
import { callAs, openTestRuntime, principalOf, type TestRuntime } from '@/lib/testing/test-runtime';
import { eventStream } from './events';
import { createRestHandler } from './rest/rest-handler';

let runtime: TestRuntime;
let adminId: string;
beforeAll(async () => {
  runtime = await openTestRuntime();
  const { token } = await createSetupToken(runtime.records);
  adminId = (await completeSetup({ records: runtime.records, config: runtime.store.config }, { token, email: 'owner@example.com', name: '', password: 'correct horse battery' })).id;
});
afterAll(() => runtime.dispose());

const ADDRESS = 'http://127.0.0.1/api/v1/events';

async function open(role: Role, tenants: string[], lastEventId?: number, query = '') {
  const { secret } = await createApiToken(runtime.records, { name: role, role, tenants, createdBy: 'test', expiresAt: null });
  return read({ authorization: `Bearer ${secret}`, ...(lastEventId !== undefined && { 'last-event-id': String(lastEventId) }) }, query);
}

async function read(headers: Record<string, string>, query: string) {
  const abort = new AbortController();
  const response = await eventStream(new Request(`${ADDRESS}${query}`, { headers, signal: abort.signal }), runtime);
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
  it('say first where they go on, and take it from the address too, where a browser cannot set a header', async () => {
    const before = await runtime.records.events.latestId();
    for (let n = 20; n < 23; n += 1) await runtime.records.events.publish({ type: 'tenant', tenant: 'a', data: { slug: 'a', n } });
    const byAddress = await open('owner', [], undefined, `?lastEventId=${before + 1}`);
    const text = await byAddress.until('"n":22');
    expect(text).toContain(`id: ${before + 1}\nevent: ready\ndata: {"complete":true}`);
    expect(text).not.toContain('"n":20');
    byAddress.close();
    // Reconnecting by itself, a browser sends the header with the id that came last; the address is the older one.
    const byBoth = await open('owner', [], before + 2, `?lastEventId=${before}`);
    expect(await byBoth.until('"n":22')).not.toContain('"n":21');
    byBoth.close();
  });
  it('say when they cannot go on from there without a gap', async () => {
    const latest = await runtime.records.events.latestId();
    const ahead = await open('owner', [], latest + 50);
    expect(await ahead.until('"complete"')).toContain(`id: ${latest}\nevent: ready\ndata: {"complete":false}`);
    ahead.close();
    await runtime.records.events.prune(-60_000);
    await runtime.records.events.publish({ type: 'tenant', tenant: 'a', data: { slug: 'a' } });
    const pruned = await open('owner', [], 1);
    expect(await pruned.until('"complete"')).toContain('{"complete":false}');
    pruned.close();
  });
  it('are refused to a tab of another session than the browser has now', async () => {
    const session = async () => {
      const { id } = await runtime.records.sessions.create({ adminId, ttlMs: 60_000, ip: null, userAgent: null });
      const cookie = `${sessionCookieName(false)}=${await encode({ token: { sid: id }, secret: runtime.env.nextauthSecret ?? '' })}`;
      return { id, cookie, scope: liveScope({ ...principalOf('owner'), sessionId: id }) ?? '' };
    };
    const [mine, other] = [await session(), await session()];
    expect(mine.scope).not.toContain(mine.id);
    const stream = await read({ cookie: mine.cookie }, `?scope=${mine.scope}`);
    expect(await stream.until('event: ready')).toContain('"complete":true');
    stream.close();
    expect((await read({ cookie: other.cookie }, `?scope=${mine.scope}`)).status).toBe(401);
    await runtime.records.sessions.revoke(mine.id);
    expect((await read({ cookie: mine.cookie }, `?scope=${mine.scope}`)).status).toBe(401);
  });
  it('tell a tenant-admin of its own tenants and of nothing else', async () => {
    const stream = await open('tenant-admin', ['mine']);
    await runtime.records.events.publish({ type: 'tenant', tenant: 'other', data: { slug: 'secret-other' } });
    await runtime.records.events.publish({ type: 'health', data: { serverId: 'secret-server' } });
    await runtime.records.events.publish({ type: 'run', tenant: null, data: { runId: 'secret-run' } });
    await runtime.records.events.publish({ type: 'user', tenant: 'other', data: { userId: 'secret-user' } });
    await runtime.records.events.publish({ type: 'user', tenant: 'mine', data: { userId: 'mine-too' } });
    await runtime.records.events.publish({ type: 'tenant', tenant: 'mine', data: { slug: 'mine', last: true } });
    const heard = await stream.until('"last":true');
    expect(heard).not.toContain('secret');
    expect(heard).toContain('event: user\ndata: {"userId":"mine-too"');
    stream.close();
  });
  it('are for nobody without a token, nor for a runtime token', async () => {
    expect((await eventStream(new Request(ADDRESS), runtime)).status).toBe(401);
    expect((await open('runtime', ['mine'])).status).toBe(403);
  });
  it('end at once for a token that is revoked, whose next request is refused', async () => {
    const { token, secret } = await createApiToken(runtime.records, { name: 'short-lived', role: 'viewer', tenants: [], createdBy: 'test', expiresAt: null });
    const headers = { authorization: `Bearer ${secret}` };
    const stream = await read(headers, '');
    await stream.until('event: ready');
    await runOperation(operations.tokens.revoke, { id: token.id }, callAs(principalOf('owner')), runtime);
    await expect(stream.until('never comes')).rejects.toThrow(/the stream ended/);
    expect((await read(headers, '')).status).toBe(401);
    expect((await createRestHandler()(new Request('http://127.0.0.1/api/v1/me', { headers }), runtime)).status).toBe(401);
  });
  it('end at once for an admin who is disabled, and go on for others', async () => {
    const owner = await open('owner', []);
    await owner.until('event: ready');
    const now = new Date().toISOString();
    const leaver = await runtime.store.config.admins.create({ id: randomUUID(), email: 'leaver@example.com', name: '', role: 'operator', tenants: [], passwordHash: 'none', language: 'en', disabled: false, createdAt: now, updatedAt: now });
    const { id } = await runtime.records.sessions.create({ adminId: leaver.id, ttlMs: 60_000, ip: null, userAgent: null });
    const cookie = `${sessionCookieName(false)}=${await encode({ token: { sid: id }, secret: runtime.env.nextauthSecret ?? '' })}`;
    const stream = await read({ cookie }, '');
    await stream.until('event: ready');
    await runOperation(operations.admins.disable, { id: leaver.id }, callAs(principalOf('owner')), runtime);
    await expect(stream.until('never comes')).rejects.toThrow(/the stream ended/);
    expect((await read({ cookie }, '')).status).toBe(401);
    await owner.until('event: access');
    owner.close();
  });
});
