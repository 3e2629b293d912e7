import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { tenantConfigSchema } from '@/lib/model/tenant';
import { adminArbitrary, hostileText, serverArbitrary, tenantArbitrary } from '@/lib/store/testing/fs-arbitraries';
import { sampleTenant } from '@/lib/store/testing/fs-entities';
import { adminsFileSchema } from './admins';
import { changedBytes, newBytes, readContent } from './entity-text';
import { serversFileSchema } from './servers';

function read<T extends z.ZodType>(schema: T, bytes: Buffer) {
  const result = readContent(schema, bytes);
  if (!result.ok) throw new Error(result.broken.reason);
  return result.value;
}

/** Written anew, and changed from one into another: each reads back as it was. */
function survives<T extends z.ZodType>(schema: T, first: z.output<T>, second: z.output<T>): void {
  const bytes = newBytes(schema, first);
  const content = read(schema, bytes);
  expect(content.value).toEqual(first);
  expect(read(schema, changedBytes(schema, content, second)).value).toEqual(second);
}

const distinct = <T extends { id: string }>(items: T[], name: (item: T) => string) =>
  items.filter((item, i) => items.findIndex((other) => other.id === item.id || name(other) === name(item)) === i);

describe('write → read gives back every field', { timeout: 60_000 }, () => {
  it('of tenants', () => {
    fc.assert(fc.property(tenantArbitrary, tenantArbitrary, (a, b) => survives(tenantConfigSchema, a, b)), { numRuns: 300 });
  });

  it('of servers', () => {
    const list = fc.array(serverArbitrary, { maxLength: 4 }).map((servers) => ({ servers: distinct(servers, (server) => server.name.toLowerCase()) }));
    fc.assert(fc.property(list, list, (a, b) => survives(serversFileSchema, a, { servers: distinct([...b.servers, ...a.servers.slice(1)], (s) => s.name.toLowerCase()) })), { numRuns: 150 });
  });

  it('of admins', () => {
    const list = fc.array(adminArbitrary, { maxLength: 4 }).map((admins) => ({ admins: distinct(admins, (admin) => admin.email) }));
    fc.assert(fc.property(list, list, (a, b) => survives(adminsFileSchema, a, b)), { numRuns: 150 });
  });

  it('of a label that stays while others change', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (kept, added) => {
        const before = sampleTenant('acme', { labels: { kept: kept.slice(0, 200), gone: 'x' } });
        const content = read(tenantConfigSchema, newBytes(tenantConfigSchema, before));
        const after = { ...before, labels: { kept: kept.slice(0, 200), added: added.slice(0, 200) } };
        expect(read(tenantConfigSchema, changedBytes(tenantConfigSchema, content, after)).value).toEqual(after);
      }),
    );
  });
});
