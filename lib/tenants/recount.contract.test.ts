import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRestFixture, type RestFixture } from '@/lib/doors/testing/rest-fixture';
import { recounting } from './recount';

let f: RestFixture;
beforeAll(async () => {
  f = await openRestFixture();
  for (const slug of ['one', 'two']) await f.tenant(slug);
});
afterAll(() => f?.close());

const countOf = async (slug: string) => (await f.call('GET', `/tenants/${slug}`)).json['usersCount'];

it('the users of a tenant in which something happened are counted anew, not more than once a minute', async () => {
  const round = recounting(f.runtime);
  const now = Date.now();
  expect(await round(now)).toBe(0);
  await f.call('POST', '/tenants/one/users', { email: 'a@example.com' });
  await f.call('POST', '/tenants/one/users', { email: 'b@example.com' });
  expect(await round(now)).toBe(1);
  expect([await countOf('one'), await countOf('two')]).toEqual([2, 0]);
  await f.call('POST', '/tenants/one/users', { email: 'c@example.com' });
  await f.call('POST', '/tenants/two/users', { email: 'a@example.com' });
  expect(await round(now + 30_000)).toBe(1);
  expect([await countOf('one'), await countOf('two')]).toEqual([2, 1]);
  // What came too soon is not forgotten.
  expect(await round(now + 60_000)).toBe(1);
  expect(await countOf('one')).toBe(3);
  expect(await round(now + 200_000)).toBe(0);
});

it('a tenant that went meanwhile, or whose server is away, stops nobody else', async () => {
  const round = recounting(f.runtime);
  const now = Date.now();
  // What happened before it began is counted too.
  expect(await round(now)).toBe(2);
  await f.runtime.records.events.publish({ type: 'user', tenant: 'gone', data: {} });
  await f.call('POST', '/tenants/two/users', { email: 'd@example.com' });
  expect(await round(now + 60_000)).toBe(1);
  expect(await countOf('two')).toBe(2);
});
