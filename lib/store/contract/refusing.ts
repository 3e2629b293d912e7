import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '@/lib/errors';
import type { ServerTarget, TenantTarget } from '../ports';
import type { AdapterMaker } from '../registry';
import { tenantContext } from './harness';

const SERVER: ServerTarget = {
  id: 'server', name: 'Server', driver: 'none', host: 'localhost', port: 1, directHost: null, directPort: null, database: 'd', maintenanceDatabase: 'd',
  username: 'u', password: 'p', tls: { mode: 'disable' }, maxConnections: 10,
};

/** What an adapter must do that keeps no tenants (capability `tenants`): say so, everywhere, and hold nothing. */
export function refusingContract(maker: AdapterMaker, code: ErrorCode): void {
  const adapter = maker.open({ migrationsDir: '/nowhere', pools: {} });
  const target: TenantTarget = {
    tenantId: randomUUID(),
    slug: 'acme',
    server: SERVER,
    placement: { serverId: 'server', isolation: 'database', name: 'acme', role: null, passwordSealed: null },
    password: null,
  };
  const refused = expect.objectContaining({ code });

  describe(`an adapter that keeps no tenants, ${maker.driver}`, () => {
    it('claims nothing', () => {
      expect(Object.entries(adapter.capabilities).filter(([, value]) => value === true)).toEqual([]);
      expect(adapter.isolations).toEqual([]);
    });

    it.each(Object.keys(adapter.provisioner))('refuses the step %s', async (step) => {
      const steps = adapter.provisioner as unknown as Record<string, (target: TenantTarget) => Promise<unknown>>;
      await expect(steps[step]?.(target)).rejects.toEqual(refused);
    });

    it('refuses to look at a server, at migrations, fields and names', async () => {
      const { fieldColumns } = adapter;
      const looks = [adapter.test(SERVER), adapter.migrations(), adapter.appliedVersions(SERVER), adapter.ledger(target), adapter.measure(target), fieldColumns.introspect(target), fieldColumns.apply(target, [], 'swap')];
      for (const look of looks) await expect(look).rejects.toEqual(refused);
      expect(() => adapter.physicalNames({ id: target.tenantId, slug: 'acme' }, 'database')).toThrow(refused);
      expect(await adapter.probe(SERVER, 1)).toMatchObject({ status: 'UNHEALTHY', reason: 'unsupported' });
    });

    it('refuses every repository', async () => {
      const db = adapter.openTenant(target, tenantContext());
      const calls = [
        db.users.count(), db.identities.list('x'), db.sessions.revokeAll('x'), db.tokens.revokeAll('x'), db.emailTokens.check('reset', 'x'),
        db.mfa.state('x'), db.consents.list('x'), db.rbac.roles(), db.activity.list({ limit: 1 }),
      ];
      for (const call of calls) await expect(call).rejects.toEqual(refused);
    });

    it('holds nothing', async () => {
      expect([adapter.statistics(), adapter.totals()]).toEqual([[], []]);
      await adapter.drain('server');
      await adapter.close();
    });
  });
}
