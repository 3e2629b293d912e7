import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '@/lib/log';
import { sampleAdmin, sampleServer, sampleTenant } from '@/lib/store/testing/fs-entities';
import { openConfigStore } from '.';

test('tells of each durable change, with the bytes that are on disk, and of nothing else', async () => {
  const fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-fs-'));
  const told: [string, string | null][] = [];
  const onWrite = async (file: string, bytes: Buffer | null) => {
    // Whoever is told finds the file as told.
    if (bytes) expect(await readFile(join(fsRoot, file))).toEqual(bytes);
    told.push([file, bytes?.toString() ?? null]);
  };
  const store = await openConfigStore({ fsRoot, managedServers: [], log: createLogger('silent', 'test'), onWrite });
  onTestFinished(async () => {
    await store.close();
    await rm(fsRoot, { recursive: true, force: true });
  });
  await store.tenants.create(sampleTenant('acme'));
  await store.tenants.update('acme', '*', (tenant) => ({ ...tenant, name: 'Acme & Co' }));
  await store.tenants.update('acme', '*', (tenant) => tenant);
  await expect(store.tenants.create(sampleTenant('acme'))).rejects.toMatchObject({ code: 'slug_taken' });
  await store.servers.create(sampleServer('main'));
  await store.admins.create(sampleAdmin('a@example.com'));
  await store.tenants.remove('acme');
  await store.tenants.remove('acme');
  expect(told.map(([file, text]) => [file, text !== null])).toEqual([
    ['tenants/acme/tenant.yaml', true],
    ['tenants/acme/tenant.yaml', true],
    ['servers/servers.yaml', true],
    ['admins/admins.yaml', true],
    ['tenants/acme', false],
  ]);
});
