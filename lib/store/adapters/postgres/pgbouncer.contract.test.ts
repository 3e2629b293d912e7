import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { isAppError } from '@/lib/errors';
import { adapterContract, describeStore, newTenant, provision, tenantContext, type ContractHarness } from '../../contract';
import { findPgBouncer, startPgBouncer, type PgBouncer } from '../../testing/pgbouncer';
import type { TenantTarget, WantedColumn } from '../../ports';
import { PgConnection } from './connection';
import { postgresHarness } from '../../testing/postgres-harness';
import { postgres } from '.';

const LACKING = 'PgBouncer is not installed (Debian: pgbouncer)';

describeStore('postgres')('postgres behind PgBouncer, transaction mode', () => {
  if (!findPgBouncer()) {
    process.stderr.write(`contract suite behind PgBouncer skipped: ${LACKING}\n`);
    if (process.env.CI) it('runs where nothing may be left out', () => expect.fail(LACKING));
    else it.skip(LACKING, () => undefined);
    return;
  }
  let server: PostgresServer;
  let wide: PgBouncer;
  let narrow: PgBouncer;
  let folder: string;
  let harness: ContractHarness;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantry-pooler-'));
    server = await startPostgres({ dataDir: join(folder, 'data'), databases: ['tenants'], durable: false });
    [wide, narrow] = await Promise.all([startPgBouncer(server), startPgBouncer(server, { poolSize: 1 })]);
    harness = through(wide);
  });
  afterAll(async () => {
    await Promise.all([wide?.stop(), narrow?.stop()]);
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const through = ({ host, port }: PgBouncer, direct = true) =>
    postgresHarness(server, { host, port, ...(direct && { directHost: server.host, directPort: server.port }) });

  adapterContract(postgres, () => harness);

  it('refuses what needs a session where no direct address is given, and serves the rest', async () => {
    const adapter = harness.open();
    const placed = newTenant(adapter, harness.server(), 'schema');
    await provision(adapter, placed);
    const blind: TenantTarget = { ...placed, server: through(wide, false).server({ id: 'blind', name: 'Blind' }) };
    const { provisioner, fieldColumns } = adapter;
    const refused = (e: unknown) => isAppError(e, 'needs_direct_connection') && e.params.server === 'Blind';
    for (const work of [provisioner.createContainer(blind), provisioner.createRole(blind), provisioner.migrate(blind, 'contract'), provisioner.drop(blind), fieldColumns.introspect(blind), fieldColumns.apply(blind, [], 'swap')]) {
      await expect(work).rejects.toSatisfy(refused);
    }
    const test = await adapter.test({ ...blind.server, id: null });
    expect(test.checks.find((check) => check.name === 'pooler')).toMatchObject({ ok: false, detail: 'pooler_needs_direct' });
    const user = await adapter.openTenant(blind, tenantContext()).users.create({ email: 'a@example.com' });
    expect(await adapter.openTenant(placed, tenantContext()).users.getById(user.id)).toEqual(user);
    await provisioner.drop(placed);
    await adapter.close();
  });

  it('changes fields by the direct address while users come and go through the pooler', async () => {
    const adapter = harness.open();
    const placed = newTenant(adapter, harness.server(), 'schema');
    await provision(adapter, placed);
    const { users } = adapter.openTenant(placed, tenantContext());
    const text: WantedColumn = { fieldId: randomUUID(), column: 'x', storage: { kind: 'text', minLength: null, maxLength: 40, ignoreCase: false }, required: true, unique: true, indexed: true, default: null, presence: 'live', fill: { generate: 'uuid' }, onInvalid: 'abort' };
    const integer: WantedColumn = { ...text, fill: null, required: false, unique: false, onInvalid: 'null', storage: { kind: 'int64', min: null, max: null } };
    let [ended, made] = [false, 0];
    const changing = (async () => {
      for (const wanted of [text, { ...text, required: false, fill: null }, integer, { ...integer, presence: 'hidden' as const }]) {
        const { fieldColumns } = adapter;
        expect(await fieldColumns.probe(placed, [wanted], await fieldColumns.introspect(placed))).toEqual(expect.not.arrayContaining([expect.objectContaining({ settled: false })]));
        await fieldColumns.apply(placed, [wanted], 'swap');
        expect(fieldColumns.steps(placed, [wanted], await fieldColumns.introspect(placed))).toEqual([]);
      }
    })().finally(() => (ended = true));
    // Who is asked for the value in the end gives none here: that the field is required is the one thing that may stop it.
    for (let n = 0; !ended; n += 1) await users.create({ email: `u${n}@example.com` }).then(() => (made += 1), (error: unknown) => expect(error).toMatchObject({ code: 'validation_failed' }));
    await changing;
    expect(await users.count()).toBe(made);
    expect(made).toBeGreaterThan(0);
    await adapter.provisioner.drop(placed);
    await adapter.close();
  });

  describe('many tenants over one backend', () => {
    const TENANTS = 6;
    const ROUNDS = 15;
    let adapter: ReturnType<ContractHarness['open']>;
    let tenants: TenantTarget[];
    beforeAll(async () => {
      const one = through(narrow);
      adapter = one.open();
      tenants = Array.from({ length: TENANTS }, (_, i) => newTenant(adapter, one.server(), 'schema', `t${i}`));
      for (const target of tenants) await provision(adapter, target);
    });
    afterAll(async () => {
      for (const target of tenants) await adapter.provisioner.drop(target);
      await adapter.close();
    });
    const backend = () => PgConnection.open(through(narrow).server(), { database: 'tenants', user: server.username, password: server.password });
    const state = `SELECT pg_catalog.pg_backend_pid() AS pid, current_user::text AS "user", (SELECT pg_catalog.count(*)::int FROM pg_catalog.pg_prepared_statements) AS prepared,
      (SELECT pg_catalog.array_agg(name || '=' || setting ORDER BY name) FROM pg_catalog.pg_settings WHERE source = 'session' AND name <> 'application_name') AS settings,
      (SELECT pg_catalog.count(*)::int FROM pg_catalog.pg_locks WHERE locktype = 'advisory') AS locks`;

    it('never shows one tenant what is of another, in whatever order they come', async () => {
      const open = tenants.map((target) => adapter.openTenant(target, tenantContext()));
      await Promise.all(
        open.flatMap((db, i) =>
          Array.from({ length: ROUNDS }, async (_, round) => {
            const made = await db.users.create({ email: `same-${round}@example.com`, name: `of ${i}` });
            expect((await db.users.getByEmail(`same-${round}@example.com`))?.id).toBe(made.id);
            const others = open.filter((other) => other !== db);
            expect(await others[round % others.length]!.users.getById(made.id)).toBeNull();
          }),
        ),
      );
      for (const [i, db] of open.entries()) {
        const { items } = await db.users.list({ limit: 200 });
        expect(items.map((user) => user.name)).toEqual(Array.from({ length: ROUNDS }, () => `of ${i}`));
      }
    });

    it('leaves no role, setting, prepared statement or lock on the backend between transactions', async () => {
      const connection = await backend();
      expect(connection.pooled).toBe(true);
      const look = async () => (await connection.query<Record<string, unknown>>(state)).rows[0]!;
      const before = await look();
      const db = adapter.openTenant(tenants[0]!, tenantContext());
      const looks: Record<string, unknown>[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const [, seen] = await Promise.all([db.users.count(), look(), db.users.create({ email: `leak-${round}@example.com` }), db.users.getByEmail('a@b.co')]);
        looks.push(seen);
      }
      await expect(db.users.create({ email: 'leak-0@example.com' })).rejects.toSatisfy((e) => isAppError(e, 'conflict'));
      looks.push(await look());
      for (const seen of looks) expect(seen).toEqual({ ...before, user: server.username, prepared: 0, locks: 0 });
      await connection.close();
    });
  });
});
