import { spawnSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { ORIGIN } from './support/console-process';
import { expect, expectAccessible, signIn, test } from './support/fixtures';
import { localClient } from './support/rest';

const TENANT = 'made-by-curl';

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

/** Pasted into a shell whose variables are these. */
function pasted(line: string, env: Record<string, string>): string {
  const { stdout, stderr, status } = spawnSync('/bin/sh', ['-c', `${line} --silent --show-error`], { encoding: 'utf8', env: { PATH: process.env.PATH, NODE_ENV: 'test', ...env } });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });
test.beforeEach(async ({ page }) => {
  await signIn(page);
});

test('every operation is found, read and called from a shell', async ({ page }) => {
  await page.goto('/settings');
  await page.getByRole('link', { name: 'API reference' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'API reference' })).toBeVisible();
  await expect(page.getByRole('link', { name: /\/api\/v1\/tenants\/\{slug\}\/runtime\/sessions .*Your role may not/ }).first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('searchbox').fill('get migrations');
  await expect(page).toHaveURL(/\?q=get\+migrations$/);
  await expect(page.getByRole('link', { name: /\/api\/v1\/migrations/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /\/api\/v1\/servers/ })).toHaveCount(0);
  await page.getByRole('link', { name: 'Only what I may call' }).click();
  await expect(page).toHaveURL(/mine=1/);
  await page.getByRole('searchbox').fill('verify-password');
  await expect(page.getByText('No operation fits')).toBeVisible();

  await page.goto('/settings/api/me.get');
  await expect(page.getByRole('heading', { level: 1, name: 'me.get' })).toBeVisible();
  await page.getByRole('button', { name: 'Copy as curl' }).click();
  const line = await clipboard(page);
  expect(line).toContain(`${ORIGIN}/api/v1/me`);
  const rest = await localClient(process.env.E2E_FS_ROOT ?? '');
  const { json } = await rest('POST', '/tokens', { name: 'pasted', role: 'viewer' });
  expect(JSON.parse(pasted(line, { TENANTRY_TOKEN: String(json['token']) }))).toMatchObject({ principal: { name: 'pasted', role: 'viewer' } });

  await page.goto('/settings/api/users.import');
  await expect(page.getByText('text/csv', { exact: false }).first()).toBeVisible();
  await expectAccessible(page);
  await page.goto('/settings/api/nothing.there');
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toHaveCount(1);
});

test('a form says what it would send, without its secrets', async ({ page }) => {
  await page.goto('/tenants/new');
  await page.getByLabel('Name', { exact: true }).fill("Made by curl, isn't it");
  await page.getByLabel(/^Slug/).fill(TENANT);
  await page.getByRole('radio', { name: /^No database/ }).click();
  await page.getByRole('button', { name: 'Copy as…' }).click();
  await page.getByRole('menuitem', { name: 'curl' }).click();
  await expect(page.getByText('Set $TENANTRY_TOKEN before you run it', { exact: false })).toBeVisible();
  const rest = await localClient(process.env.E2E_FS_ROOT ?? '');
  const { json } = await rest('POST', '/tokens', { name: 'made', role: 'owner' });
  expect(JSON.parse(pasted(await clipboard(page), { TENANTRY_TOKEN: String(json['token']) }))).toMatchObject({ slug: TENANT, name: "Made by curl, isn't it" });

  page.once('dialog', (dialog) => void dialog.accept());
  await page.goto('/servers/new');
  await page.getByLabel('Host', { exact: true }).fill('db.example.com');
  await page.getByLabel('Password', { exact: true }).fill('Plant-in-a-form');
  for (const [item, words] of [['curl', '"$PASSWORD"'], ['Command line', '--password "$PASSWORD"']] as const) {
    await page.getByRole('button', { name: 'Copy as…' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect.poll(() => clipboard(page)).toContain(words);
    expect(await clipboard(page)).not.toContain('Plant-in-a-form');
  }
  page.once('dialog', (dialog) => void dialog.accept());
});
