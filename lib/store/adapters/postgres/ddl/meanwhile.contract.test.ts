import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import { INT, postgresDdl, TEXT, wantedColumn } from '../../../testing/postgres-ddl';
import { fieldOfObject } from './names';

const h = postgresDdl();
const { users, values, left, reach } = h;

describe('data that comes in meanwhile', () => {
  it('is refused or taken over, never lost, while a type changes', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(5, 'n::text');
    const next = { ...field, storage: INT };
    await h.adapter.fieldColumns.apply(h.target, [next], 'fill');
    await h.client.query(`UPDATE ${h.table} SET x = '77' WHERE email = 'u1@x.test'`);
    await h.client.query(`INSERT INTO ${h.table} (email, x) VALUES ('v@x.test', '88')`);
    await expect(h.client.query(`UPDATE ${h.table} SET x = 'seven' WHERE email = 'u2@x.test'`)).rejects.toMatchObject({ code: '23514' });
    await reach(next);
    expect(await values()).toEqual(['77', '2', '3', '4', '5', '88']);
  });

  it('that does not convert stops a change of type that was killed before it looked', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(3, "'many'");
    const next = { ...field, storage: INT };
    // Copies, and stops at the look; who goes on from here must look again.
    await expect(h.adapter.fieldColumns.apply(h.target, [next], 'swap')).rejects.toSatisfy((error) => isAppError(error, 'invalid_state'));
    expect((await left([next])).slice(0, 2)).toEqual(['copy_values', 'check_copied']);
    await expect(h.adapter.fieldColumns.apply(h.target, [next], 'swap')).rejects.toSatisfy((error) => isAppError(error, 'invalid_state'));
    expect(await values()).toEqual(['many', 'many', 'many']);
  });

  it('without a field that is becoming required gets what rows without a value get', async () => {
    const field = wantedColumn({ required: true, unique: true, indexed: true, fill: { generate: 'uuid' }, storage: { ...TEXT, maxLength: 40 } });
    await users(3);
    for (const phase of ['reshape', 'constrain'] as const) {
      await h.adapter.fieldColumns.apply(h.target, [field], phase);
      await h.client.query(`INSERT INTO ${h.table} (email) VALUES ('${phase}@x.test')`);
    }
    const plan = wantedColumn({ column: 'plan', required: true, default: 'paid', fill: { value: 'free' } });
    await h.adapter.fieldColumns.apply(h.target, [plan], 'constrain');
    await h.client.query(`INSERT INTO ${h.table} (email) VALUES ('w@x.test')`);
    await reach(field, plan);
    expect(new Set(await values()).size).toBe(6);
    expect(await values('plan')).toEqual(Array(6).fill('free'));
    await expect(h.client.query(`INSERT INTO ${h.table} (email) VALUES ('z@x.test')`)).rejects.toMatchObject({ code: '23502' });
  });

  it('an index left invalid by a killed build is dropped and built anew', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(2, "'twin'");
    const unique = { ...field, unique: true };
    await expect(h.adapter.fieldColumns.apply(h.target, [unique], 'swap')).rejects.toSatisfy((error) => isAppError(error, 'invalid_state'));
    expect((await h.adapter.fieldColumns.introspect(h.target)).indexes.some((index) => !index.valid)).toBe(true);
    await h.client.query(`UPDATE ${h.table} SET x = email`);
    await reach(unique);
  });

  it('an index whose build was cut off is found invalid, dropped and built anew; and a rule that was left unlooked at is looked at', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(5, 'n::text');
    const writer = new Client({ connectionString: h.server.dsn('tenants') });
    await writer.connect();
    // The build waits for who wrote before it, and stands in the catalogue meanwhile.
    await writer.query(`BEGIN; UPDATE ${h.table} SET name = 'held'`);
    const indexed = { ...field, unique: true, indexed: true };
    const applying = h.adapter.fieldColumns.apply(h.target, [indexed], 'swap').then(() => null, (error: unknown) => error);
    for (;;) {
      const { rows } = await h.client.query<{ pid: number }>(`SELECT a.pid FROM pg_stat_activity a, pg_index x WHERE a.query LIKE 'CREATE UNIQUE INDEX CONCURRENTLY%' AND a.pid <> pg_backend_pid() AND x.indrelid = '${h.table}'::regclass AND NOT x.indisvalid`);
      if (rows[0]) {
        await h.client.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
        break;
      }
    }
    expect(await applying).toSatisfy((error) => isAppError(error, 'server_unreachable'));
    await writer.query('COMMIT');
    await writer.end();
    expect((await left([indexed]))[0]).toBe('drop_index');
    await reach(indexed);

    const { constraints } = await h.adapter.fieldColumns.introspect(h.target);
    const rule = constraints.find((constraint) => constraint.kind === 'check' && fieldOfObject(constraint.name) === field.fieldId);
    await h.client.query(`ALTER TABLE ${h.table} DROP CONSTRAINT "${rule?.name}", ADD CONSTRAINT "${rule?.name}" CHECK (char_length(x) BETWEEN 0 AND 20) NOT VALID`);
    expect(await left([indexed])).toEqual(['validate_rule']);
    await reach(indexed);
  });

  it('waits for a lock no longer than its timeout, gives way to writers, and tries again', async () => {
    const field = wantedColumn();
    await users(5);
    const reader = new Client({ connectionString: h.server.dsn('tenants') });
    await reader.connect();
    await reader.query(`BEGIN; SELECT * FROM ${h.table}`);
    const applying = h.adapter.fieldColumns.apply(h.target, [field], 'swap');
    let writes = 0;
    // The reader stays until the change has been tried and given up at least once; writers pass meanwhile.
    for (;;) {
      await h.client.query(`UPDATE ${h.table} SET name = 'written'`);
      writes++;
      const { rows } = await h.client.query<{ n: number }>(`SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'ALTER TABLE%ADD COLUMN%'`);
      if ((rows[0]?.n ?? 0) > 0) break;
    }
    await h.client.query(`UPDATE ${h.table} SET name = 'written behind it'`);
    await reader.query('COMMIT');
    await reader.end();
    expect((await applying).lockRetries).toBeGreaterThan(0);
    expect(writes).toBeGreaterThan(0);
    expect(await left([field])).toEqual([]);
  });
});
