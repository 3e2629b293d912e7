import { get } from 'node:http';
import type { Page } from '@playwright/test';
import { ORIGIN } from './support/console-process';
import { expect, signIn, test } from './support/fixtures';
import { localClient, untilDatabase } from './support/rest';

/** Script that a screen asks for in its document, in kB of 1000 bytes after gzip. What comes once it has loaded is not among it. */
const BUDGET_KB = 205;
/** Screens that need more: forms, and lists with much above them (docs/performance.md). */
const LARGER: Readonly<Record<string, number>> = {
  '/tenants/new': 212,
  '/servers/new': 212,
  '/servers/embedded': 212,
  '/audit': 210,
  '/migrations': 222,
  '/settings/admins': 215,
  '/settings/tokens': 225,
  '/tenants/:slug/users': 220,
  '/tenants/:slug/fields': 216,
  '/tenants/:slug/sessions': 212,
  '/tenants/:slug/sessions/tokens': 212,
  '/tenants/:slug/clients': 210,
  '/tenants/:slug/scopes': 210,
  '/tenants/:slug/audit': 212,
  '/tenants/:slug/branding': 230,
  '/tenants/:slug/settings': 214,
};

const TENANT = 'first-load';
const PLACES = ['/', '/tenants', '/tenants/new', '/servers', '/servers/new', '/servers/embedded', '/runs', '/audit', '/migrations', '/settings', '/settings/admins', '/settings/tokens', '/settings/api'];
const PARTS = ['', '/users', '/fields', '/roles', '/sessions', '/sessions/tokens', '/clients', '/scopes', '/branding', '/settings', '/provisioning', '/migrations', '/audit'];

test('no screen brings more script than it is allowed before it has loaded', async ({ page }) => {
  const rest = await localClient(process.env.E2E_FS_ROOT ?? '');
  await rest('POST', '/tenants', { slug: TENANT, name: 'First load', database: { isolation: 'schema' } });
  const sizes = new Map<string, number>();
  const signInKb = await scriptKb(page, '/sign-in', sizes);
  await signIn(page);
  await untilDatabase(rest, TENANT, 'READY');
  const found = [`/sign-in ${over('/sign-in', signInKb)}`];
  for (const path of [...PLACES, ...PARTS.map((part) => `/tenants/${TENANT}${part}`)]) found.push(`${path} ${over(path, await scriptKb(page, path, sizes))}`);
  expect(found.filter((line) => line.includes('over'))).toEqual([]);
});

function over(path: string, kb: number): string {
  const budget = LARGER[path.replace(`/tenants/${TENANT}`, '/tenants/:slug')] ?? BUDGET_KB;
  return kb > budget ? `is over: ${kb.toFixed(1)} kB of ${budget}` : `${kb.toFixed(1)} kB`;
}

/** Every script of the document: the browser waits for all of them with its `load` event. */
async function scriptKb(page: Page, path: string, sizes: Map<string, number>): Promise<number> {
  const response = await page.request.get(path);
  expect(response.status(), path).toBe(200);
  expect(new URL(response.url()).pathname, 'no other page answers').toBe(path);
  const tags = (await response.text()).match(/<script\b[^>]*\bsrc="[^"]+"[^>]*>/g) ?? [];
  const sources = new Set(tags.filter((tag) => !/nomodule/i.test(tag)).map((tag) => /src="([^"]+)"/.exec(tag)?.[1] ?? ''));
  expect(sources.size, `${path} has scripts`).toBeGreaterThan(3);
  let bytes = 0;
  for (const source of sources) {
    const size = sizes.get(source) ?? (await sentBytes(source));
    sizes.set(source, size);
    bytes += size;
  }
  return bytes / 1_000;
}

/** As it is sent to a browser that takes gzip. */
async function sentBytes(source: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(new URL(source, ORIGIN), { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      // What is very small is sent as it is.
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}
