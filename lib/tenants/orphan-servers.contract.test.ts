import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { createTenantInputSchema } from '@/lib/model/tenant';
import { openTestRuntime, testMasterKey } from '@/lib/testing/test-runtime';
import { createTenant } from './create-tenant';
import { orphanServers } from './orphan-servers';

const MINUTE = 60_000;
/** Files are looked at every two seconds. */
const SOON = { timeout: 20_000 };

it('a process killed between a server of a tenant’s own and the tenant: what it left is found, and removed after a while', async ({ onTestFinished }) => {
  const masterKey = testMasterKey();
  const runtime = await openTestRuntime({ SECRETBOX_MASTER_KEY: masterKey });
  onTestFinished(() => runtime.dispose());
  const { fsRoot } = runtime.env;
  const { servers, tenants } = runtime.store.config;
  const dsn = (slug: string) => pathToFileURL(join(fsRoot, 'sqlite', slug)).href;
  const names = async () => (await servers.list()).map(({ name }) => name.split(' ')[1]).sort();
  const make = (slug: string) => createTenant(runtime, createTenantInputSchema.parse({ slug, name: slug, database: { dsn: dsn(slug) } }));
  await make('living');

  const env = { PATH: process.env.PATH, NODE_ENV: 'test' as const, FS_ROOT: fsRoot, GLOBAL_DB_DSN: 'none', TENANT_DB_DSN: 'none', SECRETBOX_MASTER_KEY: masterKey, NEXTAUTH_SECRET: 'for tests only', LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/tenants/testing/dying-create.ts', 'killed', dsn('killed')], { env, stdio: 'ignore' });
  expect((await once(child, 'exit'))[1]).toBe('SIGKILL');
  await expect.poll(names, SOON).toEqual(['killed', 'living']);
  expect(await tenants.get('killed')).toBeNull();

  const look = orphanServers(runtime);
  const began = Date.now();
  expect(await look(began)).toBe(0);
  expect(await look(began + 9 * MINUTE)).toBe(0);

  // A tenant whose file cannot be read, or is away for a moment, keeps its server, however long the other waited.
  const file = join(fsRoot, 'tenants/living/tenant.yaml');
  await rename(file, `${file}.away`);
  await expect.poll(() => tenants.get('living'), SOON).toBeNull();
  await mkdir(join(fsRoot, 'tenants/broken'));
  await writeFile(join(fsRoot, 'tenants/broken/tenant.yaml'), 'slug: [');
  await expect.poll(async () => (await runtime.store.config.problems()).length, SOON).toBeGreaterThan(0);
  expect(await look(began + 60 * MINUTE)).toBe(0);
  await rm(join(fsRoot, 'tenants/broken'), { recursive: true });
  await expect.poll(async () => (await runtime.store.config.problems()).length, SOON).toBe(0);
  expect(await look(began + 61 * MINUTE)).toBe(0);
  await rename(`${file}.away`, file);
  await expect.poll(async () => (await tenants.get('living'))?.slug, SOON).toBe('living');

  expect(await look(began + 80 * MINUTE)).toBe(1);
  expect(await names()).toEqual(['living']);
  const [event] = (await runtime.records.audit.list({ limit: 1, action: 'servers.delete' })).items;
  expect(event).toMatchObject({ actor: { type: 'system' }, door: 'system', outcome: 'success', changes: [{ path: 'name', after: null }] });
  await make('killed');
  expect(await names()).toEqual(['killed', 'living']);
  expect(await look(began + 200 * MINUTE)).toBe(0);
});
