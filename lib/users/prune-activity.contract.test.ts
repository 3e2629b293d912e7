import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRestFixture, type RestFixture } from '@/lib/doors/testing/rest-fixture';
import { sampleServer, sampleTenant } from '@/lib/store/testing/fs-entities';
import { pruneActivity } from './prune-activity';
import { recordSignIn } from './record-sign-in';

const DAYS = 90;

describe('sign-in events are forgotten after a time', () => {
  let f: RestFixture;
  beforeAll(async () => {
    f = await openRestFixture();
    for (const slug of ['one', 'two', 'waiting']) await f.tenant(slug);
  });
  afterAll(() => f?.close());

  const happened = async (slug: string, outcome: 'wrong' | 'ok') => recordSignIn(await f.data(slug), { kind: 'password', outcome, userId: null }, {});
  const outcomes = async (slug: string) => (await (await f.data(slug)).activity.list({ limit: 10 })).items.map((event) => event.outcome);
  const agedBy = async (slug: string, days: number) => {
    const { placement } = await f.runtime.store.tenantTarget(slug);
    const client = new pg.Client({ connectionString: f.runtime.env.tenantDbDsn });
    await client.connect();
    await client.query(`UPDATE ${client.escapeIdentifier(placement.name)}.sign_in_event SET created_at = created_at - make_interval(days => $1)`, [days]);
    await client.end();
  };

  it('of every tenant that is ready, whatever is the matter with others', async () => {
    const { config } = f.runtime.store;
    const dead = await config.servers.create(sampleServer('dead', { host: '127.0.0.1', port: 1 }));
    const away = sampleTenant('away', { database: { serverId: dead.id, isolation: 'schema', name: 't_away', role: 't_away', passwordSealed: null } });
    await config.tenants.create(away);
    await f.runtime.records.machine.setDatabase(away.id, { status: 'READY' });
    await config.tenants.create(sampleTenant('bare'));
    const waiting = (await f.data('waiting')).id;
    for (const slug of ['one', 'two', 'waiting']) {
      await happened(slug, 'wrong');
      await agedBy(slug, DAYS + 1);
      await happened(slug, 'ok');
    }
    await f.runtime.records.machine.setDatabase(waiting, { status: 'MOVING' });
    expect(await pruneActivity(f.runtime, DAYS + 2)).toEqual({ cursor: null, pruned: 0 });
    expect(await pruneActivity(f.runtime, DAYS)).toEqual({ cursor: null, pruned: 2 });
    expect([await outcomes('one'), await outcomes('two')]).toEqual([['ok'], ['ok']]);
    await f.runtime.records.machine.setDatabase(waiting, { status: 'READY' });
    expect(await pruneActivity(f.runtime, DAYS)).toEqual({ cursor: null, pruned: 1 });
    expect(await outcomes('waiting')).toEqual(['ok']);
  });

  it('goes on where the pass before ended, and ends at once when told to', async () => {
    const { cursor } = await pruneActivity(f.runtime, DAYS, { signal: AbortSignal.abort() });
    expect(cursor).toBeNull();
    await happened('one', 'wrong');
    await agedBy('one', DAYS + 1);
    expect((await pruneActivity(f.runtime, DAYS, { signal: AbortSignal.abort() })).pruned).toBe(0);
    expect((await pruneActivity(f.runtime, DAYS)).pruned).toBe(2);
  });
});
