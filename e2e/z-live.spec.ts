import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page, Request } from '@playwright/test';
import { logFile, OWNER, startConsole } from './support/console-process';
import { expect, expectAccessible, signIn, test } from './support/fixtures';
import { localClient, untilDatabase } from './support/rest';

/** The requests to the stream that are open now, in all tabs. */
function streamsOf(context: BrowserContext): () => Request[] {
  const open = new Set<Request>();
  const end = (request: Request) => open.delete(request);
  context.on('request', (request) => {
    if (!request.url().includes('/api/v1/events')) return;
    open.add(request);
    request.frame().page().once('close', () => end(request));
  });
  context.on('requestfinished', end);
  context.on('requestfailed', end);
  return () => [...open];
}

const SLUG = 'live-fields';

test('five tabs share one stream, which another takes over from a tab that is closed or frozen', async ({ page, context }) => {
  test.setTimeout(180_000);
  const rest = await localClient(process.env.E2E_FS_ROOT ?? '');
  const streams = streamsOf(context);
  await signIn(page);
  const tabs = [page, ...(await Promise.all(Array.from({ length: 4 }, () => context.newPage())))];
  for (const tab of tabs) await tab.goto('/tenants?q=live-');
  const shown = async (slug: string) => {
    for (const tab of tabs) await expect(tab.getByRole('main').getByText(slug).first()).toBeVisible();
  };
  const create = (slug: string) => rest('POST', '/tenants', { slug, name: slug, database: null });
  const leader = () => {
    const [request] = streams();
    if (!request) throw new Error('no tab holds a stream');
    return request.frame().page();
  };

  await test.step('what changes shows in all of them', async () => {
    await create('live-first');
    await shown('live-first');
    expect(streams()).toHaveLength(1);
  });

  await test.step('the leader is closed, and what changed meanwhile shows in those that remain', async () => {
    const closed = leader();
    await Promise.all([closed.close(), create('live-second')]);
    tabs.splice(tabs.indexOf(closed), 1);
    await shown('live-second');
    expect(streams()).toHaveLength(1);
    expect(streams()[0]?.url()).toMatch(/lastEventId=\d+/);
  });

  await test.step('a leader about to be frozen hands over, and hears what it missed when it is back', async () => {
    const frozen = leader();
    // What the browser tells a page: the tool's own tabs count as visible, and are never frozen.
    await frozen.evaluate(() => document.dispatchEvent(new Event('freeze')));
    await expect.poll(() => streams().length === 1 && leader() !== frozen).toBe(true);
    await create('live-third');
    for (const tab of tabs.filter((other) => other !== frozen)) await expect(tab.getByRole('main').getByText('live-third').first()).toBeVisible();
    await expect(frozen.getByRole('main').getByText('live-third')).toHaveCount(0);
    await frozen.evaluate(() => document.dispatchEvent(new Event('resume')));
    await shown('live-third');
    expect(streams()).toHaveLength(1);
  });

  await test.step('a crashed leader too', async () => {
    const crashed = leader();
    const gone = crashed.waitForEvent('crash');
    await Promise.all([gone, crashed.goto('chrome://crash').catch(() => null)]);
    await crashed.close();
    tabs.splice(tabs.indexOf(crashed), 1);
    await create('live-fourth');
    await shown('live-fourth');
    expect(streams()).toHaveLength(1);
  });

  await test.step('fields that are applied elsewhere show in a tab of fields and in one of users', async () => {
    await rest('POST', '/tenants', { slug: SLUG, name: 'Live fields' });
    await untilDatabase(rest, SLUG, 'READY');
    const [fields, users] = tabs as [Page, Page];
    await fields.goto(`/tenants/${SLUG}/fields`);
    await users.goto(`/tenants/${SLUG}/users`);
    await rest('POST', `/tenants/${SLUG}/users`, { email: 'someone@example.com' });
    await expect(fields.getByRole('button', { name: 'Add a field' }).first()).toBeVisible();
    await expect(users.getByRole('columnheader', { name: 'E-mail' })).toBeVisible();
    const plan = await rest('POST', `/tenants/${SLUG}/fields/plan`, { changes: [{ op: 'add', name: 'nickname', type: 'text' }] });
    expect((await rest('POST', `/tenants/${SLUG}/fields/apply`, { planId: plan.json['planId'], hash: plan.json['hash'] })).status).toBe(202);
    await expect(fields.getByRole('main').getByText('nickname').first()).toBeVisible();
    await expect(users.getByRole('columnheader', { name: 'nickname' })).toBeVisible();
    await expect(users.getByText('someone@example.com')).toBeVisible();
  });

  await test.step('signing out in one ends them all', async () => {
    const [first, second] = tabs as [Page, Page];
    await first.getByRole('button', { name: /^Account of/ }).first().click();
    await first.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(first).toHaveURL(/sign-in/);
    await expect(second.getByText('You are signed out here').first()).toBeVisible();
    await expectAccessible(second);
    await expect.poll(() => streams().length).toBe(0);
  });
});

test('while the server is away the screen says so, and stops saying it by itself', async ({ page }) => {
  test.setTimeout(180_000);
  const port = String(Number(process.env.E2E_PORT ?? '3210') + 3);
  const fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-e2e-live-'));
  const extra = { PORT: port, HEALTH_INTERVAL_MS: '60000' };
  let running = await startConsole(fsRoot, extra);
  try {
    await page.goto(`http://127.0.0.1:${port}/sign-in`);
    await page.getByLabel('E-mail').fill(OWNER.email);
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
    const words = page.getByText('Live updates are paused').first();
    await expect(words).toBeHidden();
    await running.stop();
    await expect(words).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/^Since \d\d:\d\d/).first()).toBeVisible();
    await expectAccessible(page);
    running = await startConsole(fsRoot, extra);
    await expect(words).toBeHidden({ timeout: 60_000 });
  } finally {
    await running.stop();
    await rm(fsRoot, { recursive: true, force: true });
    await rm(logFile(fsRoot), { force: true });
  }
});
