import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { startPostgres } from '@/lib/embedded-postgres';
import { ORIGIN, OWNER, startConsole } from '../support/console-process';
import { localClient } from '../support/rest';
import { GLOBAL_STATES } from './global-states';
import { seed } from './seed';
import { seedMigrations, seedPeople } from './seed-console';
import { STATES, type State } from './states';
import { TENANT_STATES } from './tenant-states';

const FOLDER = 'docs/screenshots';
const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const THEMES = ['light', 'dark'] as const;

/** Every screen there is, with its name and path; those of an empty console are taken before it is filled. */
const EMPTY = [
  ['overview-empty', '/'],
  ['tenants-empty', '/tenants'],
] as const;
const FULL = [
  ['tenants', '/tenants'],
  ['tenants-new', '/tenants/new'],
  ['tenant', '/tenants/acme-manufacturing'],
  ['tenant-no-database', '/tenants/contoso'],
  ['tenant-settings', '/tenants/acme-manufacturing/settings'],
  ['provisioning', '/tenants/acme-manufacturing/provisioning'],
  ['provisioning-failed', '/tenants/aurora-energia/provisioning'],
  ['tenant-failed', '/tenants/aurora-energia'],
  ['database-failed', '/tenants/aurora-energia/users'],
  ['placement', '/tenants/contoso/placement'],
  ['clients', '/tenants/globex/clients'],
  ['clients-empty', '/tenants/contoso/clients'],
  ['client', '/tenants/globex/clients/web-shop'],
  ['roles', '/tenants/globex/roles'],
  ['sessions', '/tenants/globex/sessions'],
  ['refresh-tokens', '/tenants/globex/sessions/tokens'],
  ['scopes', '/tenants/globex/scopes'],
  ['branding', '/tenants/globex/branding'],
  ['fields', '/tenants/globex/fields'],
  ['users', '/tenants/globex/users'],
  ['users-empty', '/tenants/acme-manufacturing/users'],
  ['tenant-migrations', '/tenants/globex/migrations'],
  ['migrations', '/migrations'],
  ['servers', '/servers'],
  ['servers-new', '/servers/new'],
  ['server', '/servers/embedded'],
  ['runs', '/runs'],
  ['audit', '/audit'],
  ['tenant-audit', '/tenants/acme-manufacturing/audit'],
  ['settings', '/settings'],
  ['tokens', '/settings/tokens'],
  ['admins', '/settings/admins'],
  ['api-reference', '/settings/api'],
  ['api-operation', '/settings/api/users.list'],
  ['not-found', '/tenants/nobody-here'],
] as const;

/** The link that a console prints while it has no owner. */
const SETUP = /http\S+\/setup\?token=\S+/;
/** A console measured on a busy machine is slow, not broken. */
const NAVIGATION_MS = 120_000;

/**
 * Starts a console of its own, takes every screen at each width and theme into `docs/screenshots`, and sweeps up.
 * @param only takes those alone whose name has one of these (`users,palette`) in it, or is it (`=users`)
 */
export async function takeScreenshots(executablePath: string, only = ''): Promise<void> {
  const isWanted = (name: string) => only.split(',').some((part) => (part.startsWith('=') ? name === part.slice(1) : name.includes(part)));
  const wanted = (pages: readonly (readonly [string, string])[]) => pages.filter(([name]) => isWanted(name));
  const directory = await mkdtemp(join(tmpdir(), 'tenantry-shots-'));
  const fsRoot = join(directory, 'root');
  await mkdir(FOLDER, { recursive: true });
  if (isWanted('setup')) await shootSetup(executablePath, join(directory, 'new'));
  const extra = await startPostgres({ dataDir: join(directory, 'extra'), databases: ['tenants'], durable: false });
  const running = await startConsole(fsRoot);
  const browser = await launch(executablePath);
  try {
    await shootAll(browser, wanted([['sign-in', '/sign-in']]), false);
    await shootAll(browser, wanted(EMPTY), true);
    const rest = await localClient(fsRoot);
    await seed(rest, extra);
    const invitation = await seedPeople(rest);
    await seedMigrations(rest, extra);
    await shootAll(browser, wanted([['invite', invitation]]), false);
    await shootAll(browser, wanted(FULL), true);
    await shootStates(browser, [...STATES, ...GLOBAL_STATES, ...TENANT_STATES].filter(({ name }) => isWanted(name)));
  } finally {
    await browser.close();
    await running.stop();
    await extra.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

const launch = (executablePath: string) =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });

/** The first visit of all: a console that nobody owns yet. */
async function shootSetup(executablePath: string, fsRoot: string): Promise<void> {
  const running = await startConsole(fsRoot, { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' });
  const browser = await launch(executablePath);
  try {
    await expect.poll(() => running.output()).toMatch(SETUP);
    const link = new URL(SETUP.exec(running.output())?.[0] ?? ORIGIN);
    await shootAll(browser, [['setup', `${link.pathname}${link.search}`]], false);
  } finally {
    await browser.close();
    await running.stop();
  }
}

async function shootAll(browser: Browser, pages: readonly (readonly [string, string])[], signedIn: boolean): Promise<void> {
  if (pages.length === 0) return;
  await inEachLook(browser, async (context, look) => {
    if (signedIn) await signInAt(context);
    for (const [name, path] of pages) await shoot(context, path, `${FOLDER}/${name}-${look}.png`);
  });
}

async function shootStates(browser: Browser, states: readonly State[]): Promise<void> {
  if (states.length === 0) return;
  let take = 0;
  await inEachLook(browser, async (context, look) => {
    // Before anybody has signed in: a set-up link leads those who have elsewhere.
    const inOrder = [...states].sort((a, b) => Number(a.signedIn) - Number(b.signedIn));
    let signedIn = false;
    for (const state of inOrder) {
      if (state.signedIn && !signedIn) await signInAt(context);
      signedIn = state.signedIn;
      const page = await context.newPage();
      await state.before?.(page);
      await open(page, state.path);
      await state.bring(page, take);
      await page.screenshot({ path: `${FOLDER}/${state.name}-${look}.png` });
      await page.close();
    }
    take += 1;
  });
}

/** @param look of the file's name: `390-dark` */
async function inEachLook(browser: Browser, work: (context: BrowserContext, look: string) => Promise<void>): Promise<void> {
  for (const viewport of WIDTHS) {
    for (const colorScheme of THEMES) {
      const context = await browser.newContext({ baseURL: ORIGIN, viewport, colorScheme, locale: 'en-US', reducedMotion: 'reduce' });
      context.setDefaultTimeout(NAVIGATION_MS);
      await work(context, `${viewport.width}-${colorScheme}`);
      await context.close();
    }
  }
}

/** In a page that is closed again: tabs share one live stream, and a state is about its own. */
async function signInAt(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(({ pathname }) => pathname !== '/sign-in');
  await page.close();
}

async function shoot(context: BrowserContext, path: string, file: string): Promise<void> {
  const page = await context.newPage();
  await open(page, path);
  await page.screenshot({ path: file });
  await page.close();
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  // Skeletons say that they are busy; what is shown is what has arrived.
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}
