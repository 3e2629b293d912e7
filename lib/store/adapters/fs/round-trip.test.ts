import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tenantConfigSchema } from '@/lib/model/tenant';
import { brandingArbitrary, imageArbitrary, adminArbitrary, clientArbitrary, fieldArbitrary, hostileText, scopeArbitrary, serverArbitrary, tenantArbitrary } from '@/lib/store/testing/fs-arbitraries';
import { sampleTenant } from '@/lib/store/testing/fs-entities';
import { adminConfigSchema } from '@/lib/model/admin';
import { clientConfigSchema } from '@/lib/model/client';
import { fieldDefinitionSchema } from '@/lib/model/field';
import { scopeConfigSchema } from '@/lib/model/scope';
import { serverConfigSchema } from '@/lib/model/server';
import { adminsFileSchema } from './admins';
import { clientsFileSchema } from './clients';
import { changedBytes, newBytes, readContent } from './entity-text';
import { fieldsFileSchema } from './fields';
import { brandingVersionSchema, imageConfigSchema } from '@/lib/model/branding';
import { brandingFileSchema, imagesFileSchema } from './branding';
import { scopesFileSchema } from './scopes';
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

const oneDefault = (servers: z.output<typeof serverConfigSchema>[]) => {
  const first = servers.findIndex((server) => server.isDefault);
  return servers.map((server, i) => ({ ...server, isDefault: i === first }));
};

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

/** Every key that a schema has, dotted. */
function keysOf(schema: JsonSchema, path = ''): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => [`${path}${key}`, ...keysOf(inner, `${path}${key}.`)]);
  return [...own, ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((inner) => keysOf(inner, path))];
}

function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (at !== null && typeof at === 'object' ? (at as Record<string, unknown>)[key] : undefined), value);
}

describe('what is tried', () => {
  it.each([
    ['tenants', tenantConfigSchema, tenantArbitrary],
    ['servers', serverConfigSchema, serverArbitrary],
    ['admins', adminConfigSchema, adminArbitrary],
    ['fields', fieldDefinitionSchema, fieldArbitrary],
    ['clients', clientConfigSchema, clientArbitrary],
    ['scopes', scopeConfigSchema, scopeArbitrary],
    ['branding', brandingVersionSchema, brandingArbitrary],
    ['images', imageConfigSchema, imageArbitrary],
  ] as [string, z.ZodType, fc.Arbitrary<unknown>][])('of %s has different values for every key of the schema', (_name, schema, arbitrary) => {
    const samples = fc.sample(arbitrary, { numRuns: 300, seed: 7 });
    const keys = keysOf(z.toJSONSchema(schema, { unrepresentable: 'any' }) as JsonSchema);
    expect(keys.length).toBeGreaterThan(6);
    const untried = keys.filter((key) => new Set(samples.map((sample) => JSON.stringify(valueAt(sample, key)))).size < 2);
    expect(untried).toEqual([]);
  });
});

describe('write → read gives back every field', { timeout: 60_000 }, () => {
  it('of tenants', () => {
    fc.assert(fc.property(tenantArbitrary, tenantArbitrary, (a, b) => survives(tenantConfigSchema, a, b)), { numRuns: 300 });
  });

  it('of servers', () => {
    const list = fc.array(serverArbitrary, { maxLength: 4 }).map((servers) => ({ servers: oneDefault(distinct(servers, (server) => server.name.toLowerCase())) }));
    fc.assert(fc.property(list, list, (a, b) => survives(serversFileSchema, a, { servers: oneDefault(distinct([...b.servers, ...a.servers.slice(1)], (s) => s.name.toLowerCase())) })), { numRuns: 150 });
  });

  it('of admins', () => {
    const list = fc.array(adminArbitrary, { maxLength: 4 }).map((admins) => ({ admins: distinct(admins, (admin) => admin.email) }));
    fc.assert(fc.property(list, list, (a, b) => survives(adminsFileSchema, a, b)), { numRuns: 150 });
  });

  it('of users’ fields', () => {
    const list = fc.array(fieldArbitrary, { maxLength: 4 }).map((fields) => ({ fields: distinct(fields, (field) => field.name) }));
    fc.assert(fc.property(list, list, (a, b) => survives(fieldsFileSchema, a, b)), { numRuns: 150 });
  });

  it('of clients', () => {
    const list = fc.uniqueArray(clientArbitrary, { maxLength: 3, selector: (client) => client.clientId }).map((clients) => ({ clients }));
    fc.assert(fc.property(list, list, (a, b) => survives(clientsFileSchema, a, b)), { numRuns: 150 });
  });

  it('of scopes', () => {
    const list = fc.uniqueArray(scopeArbitrary, { maxLength: 4, selector: (scope) => scope.name }).map((scopes) => ({ scopes }));
    fc.assert(fc.property(list, list, (a, b) => survives(scopesFileSchema, a, b)), { numRuns: 150 });
  });

  it('of branding', () => {
    const list = fc.uniqueArray(brandingArbitrary, { maxLength: 2, selector: ({ version }) => version }).map((branding) => ({ branding }));
    fc.assert(fc.property(list, list, (a, b) => survives(brandingFileSchema, a, b)), { numRuns: 60 });
  });

  it('of images', () => {
    const list = fc.uniqueArray(imageArbitrary, { maxLength: 3, selector: ({ id }) => id }).map((images) => ({ images }));
    fc.assert(fc.property(list, list, (a, b) => survives(imagesFileSchema, a, b)), { numRuns: 60 });
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
