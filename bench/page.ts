import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions } from '@playwright/test';
import { ORIGIN, startConsole } from '../e2e/support/console-process';
import { signIn } from '../e2e/support/fixtures';
import { localClient } from '../e2e/support/rest';
import { seed } from '../e2e/screenshots/seed';
import { startPostgres } from '@/lib/embedded-postgres';
import { firstLoad, median, timeToFirstByte, type FirstLoad } from './page-load';
import { writeResult } from './report';

/** What SPEC promises of a first load, with an empty cache. */
const GOAL = { scriptKb: 200, requests: 15 };
const ROUNDS = 15;
/** Those whose first byte is measured too. */
const PAGES = [
  { name: 'sign-in', path: '/sign-in', signedIn: false },
  { name: 'overview', path: '/', signedIn: true },
  { name: 'tenants', path: '/tenants', signedIn: true },
  { name: 'tenant', path: '/tenants/globex', signedIn: true },
  { name: 'fields', path: '/tenants/globex/fields', signedIn: true },
  { name: 'users', path: '/tenants/globex/users', signedIn: true },
  { name: 'servers', path: '/servers', signedIn: true },
] as const;
/** The other screens: their first load alone. */
const MORE = [
  '/tenants/new', '/tenants/globex/settings', '/tenants/globex/provisioning', '/tenants/globex/roles', '/tenants/globex/sessions', '/tenants/globex/sessions/tokens', '/tenants/globex/clients', '/tenants/globex/clients/web-shop',
  '/tenants/globex/scopes', '/tenants/globex/branding', '/tenants/globex/migrations', '/tenants/globex/audit', '/migrations', '/servers/new', '/servers/embedded', '/servers/embedded/edit', '/runs', '/audit', '/settings', '/settings/admins',
  '/settings/tokens', '/settings/api', '/settings/api/users.list', '/nowhere',
] as const;

interface PageResult extends FirstLoad {
  name: string;
  path: string;
  /** Median over the rounds, in milliseconds, of a page in a browser that has been here before. */
  firstByteMs: number;
  ratio: number;
}

/**
 * The main pages of a filled console, of a production build, in a real browser. A first load begins
 * with an empty cache and counts to the `load` event; the first byte is measured in turn over the pages.
 */
export async function run(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'tenantry-page-'));
  const fsRoot = join(directory, 'root');
  await mkdir(fsRoot);
  const extra = await startPostgres({ dataDir: join(directory, 'extra'), databases: ['tenants'], durable: false });
  const running = await startConsole(fsRoot);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  try {
    await seed(await localClient(fsRoot), extra);
    await measure(browser);
  } finally {
    await browser.close();
    await running.stop();
    await extra.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure(browser: Browser): Promise<void> {
  const options: BrowserContextOptions = { baseURL: ORIGIN, viewport: { width: 1440, height: 900 }, locale: 'en-US' };
  const entry = await browser.newContext(options);
  await signIn(await entry.newPage());
  const signedIn = { ...options, storageState: await entry.storageState() };
  await entry.close();
  const of = (page: (typeof PAGES)[number]) => (page.signedIn ? signedIn : options);

  const loads: FirstLoad[] = [];
  for (const page of PAGES) loads.push(await firstLoad(browser, of(page), page.path));
  const subjects = [{ path: '/healthz', options }, ...PAGES.map((page) => ({ path: page.path, options: of(page) }))];
  const times = await timeToFirstByte(browser, subjects, ROUNDS);
  const base = times[0] ?? [];
  const results = PAGES.map(({ name, path }, index): PageResult => {
    const own = times[index + 1] ?? [];
    const load = loads[index];
    if (!load) throw new Error(`${name} was not loaded`);
    return { name, path, ...load, firstByteMs: median(own), ratio: median(own.map((time, round) => time / (base[round] ?? Number.NaN))) };
  });
  const more: (FirstLoad & { path: string })[] = [];
  for (const path of MORE) more.push({ path, ...(await firstLoad(browser, signedIn, path)) });
  print(results);
  printMore(more);
  await writeResult('page', { goal: GOAL, baseline: { path: '/healthz', firstByteMs: median(base) }, pages: results, more });
}

function print(results: readonly PageResult[]): void {
  console.log(`\npage   (first load until "load": goal ≤ ${GOAL.scriptKb} kB of script, ≤ ${GOAL.requests} requests; first byte as a ratio to /healthz)`);
  console.log('  page        first byte             script     requests    script, settled   requests, settled');
  for (const { name, firstByteMs, ratio, scriptKb, requests, settled } of results) {
    const over = [scriptKb > GOAL.scriptKb && 'script', requests > GOAL.requests && 'requests'].filter(Boolean);
    console.log(
      `  ${name.padEnd(10)}${firstByteMs.toFixed(1).padStart(8)} ms ${ratio.toFixed(1).padStart(5)} ×  ${scriptKb.toFixed(1).padStart(8)} kB  ${String(requests).padStart(8)}  ${settled.scriptKb.toFixed(1).padStart(14)} kB  ${String(settled.requests).padStart(15)}${over.length > 0 ? `   over: ${over.join(', ')}` : ''}`,
    );
  }
}

function printMore(more: readonly (FirstLoad & { path: string })[]): void {
  for (const { path, scriptKb, requests } of more) console.log(`  ${path.padEnd(36)}${scriptKb.toFixed(1).padStart(8)} kB  ${String(requests).padStart(8)}${scriptKb > GOAL.scriptKb || requests > GOAL.requests ? '   over' : ''}`);
}
