import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, signIn, test } from './support/fixtures';
import { localClient, restClient, type RestClient } from './support/rest';
import { wordsOf } from './support/words';

const SLUG = 'trail-works';
const OTHER = 'other-works';
const words = wordsOf('en');

test('two editors of a tenant’s settings lose nothing, and the audit tells both changes', async ({ page, baseURL }) => {
  test.setTimeout(120_000);
  const rest = await localClient(process.env['E2E_FS_ROOT'] ?? '');
  for (const slug of [SLUG, OTHER]) await rest('POST', '/tenants', { slug, name: slug, database: null });
  await signIn(page);
  await test.step('each setting says what enforces it; leaving unsaved ones is asked about', () => lookAtSettings(page));
  await test.step('a save that lost: one choice for each field', () => merge(page, rest));
  await test.step('the tenant’s trail has both, field by field', () => readTrail(page));
  await test.step('it is filtered, and exported as it is filtered', () => exportTrail(page));
  await test.step('the chain is verified, in words', () => verify(page));
  await test.step('who administers one tenant sees its events alone', () => asTenantAdmin(rest, baseURL ?? ''));
});

const setting = (page: Page, name: 'maxAttempts' | 'lockoutMinutes' | 'passwordMinLength' | 'override') => page.getByLabel(words(`tenants.policy.${name}`));
const save = (page: Page) => page.getByRole('button', { name: words('common.save'), exact: true }).click();

async function lookAtSettings(page: Page): Promise<void> {
  await page.goto(`/tenants/${SLUG}/settings`);
  await expect(setting(page, 'maxAttempts')).toHaveValue('5');
  await expect(page.getByText('runtime.createSession')).toBeVisible();
  await expectAccessible(page);
  await setting(page, 'override').fill('http://id.example.com');
  await setting(page, 'passwordMinLength').fill('7');
  await save(page);
  await expect(page.getByText(words('validation.issuer'))).toBeVisible();
  await page.getByRole('link', { name: words('tenants.overview'), exact: true }).first().click();
  await expect(page.getByRole('dialog')).toContainText(words('common.unsavedTitle'));
  await page.getByRole('button', { name: words('common.keepEditing') }).click();
  await setting(page, 'override').fill('');
}

async function merge(page: Page, rest: RestClient): Promise<void> {
  await setting(page, 'passwordMinLength').fill('14');
  await setting(page, 'maxAttempts').fill('7');
  const other = await rest('PATCH', `/tenants/${SLUG}`, { displayName: 'Trail Works', settings: { security: { maxAttempts: 9, lockoutMinutes: 30 } } }, { 'if-match': '*' });
  expect(other.status).toBe(200);
  await save(page);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(words('common.conflictTitle'));
  await expect(dialog.getByRole('group')).toHaveCount(4);
  const choice = (name: string, side: 'yours' | 'theirs') => dialog.getByRole('group', { name }).getByRole('radio', { name: new RegExp(`^${words(`common.${side}`)}`) });
  // What only the other changed is theirs, what both changed is mine, until somebody says otherwise.
  await expect(choice(words('tenants.policy.lockoutMinutes'), 'theirs')).toBeChecked();
  await expect(choice(words('tenants.policy.maxAttempts'), 'yours')).toBeChecked();
  await expectAccessible(page);
  await choice(words('tenants.policy.maxAttempts'), 'yours').press('ArrowDown');
  await expect(choice(words('tenants.policy.maxAttempts'), 'theirs')).toBeChecked();
  await dialog.getByRole('button', { name: words('common.saveChosen') }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(words('tenants.policy.unsaved'))).toHaveCount(0);
  const { json } = await rest('GET', `/tenants/${SLUG}`);
  expect(json).toMatchObject({ displayName: 'Trail Works', settings: { security: { passwordMinLength: 14, maxAttempts: 9, lockoutMinutes: 30 } } });
  await expect(setting(page, 'lockoutMinutes')).toHaveValue('30');
}

async function readTrail(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: words('tenants.sections') }).getByRole('link', { name: words('audit.title') }).click();
  const changes = page.getByRole('row').filter({ hasText: words('audit.action.tenants.update') });
  // Two that were saved, and one that was refused for having lost.
  await expect(changes).toHaveCount(3);
  await expect(changes.filter({ hasText: words('audit.outcome.failure') })).toHaveCount(1);
  await expectAccessible(page);
  await changes.first().getByRole('button').first().click();
  const event = page.getByRole('dialog');
  const row = event.getByRole('row').filter({ hasText: 'settings.security.passwordMinLength' });
  await expect(row.getByRole('cell').nth(0)).toContainText('10');
  await expect(row.getByRole('cell').nth(1)).toContainText('14');
  await expect(event.getByRole('row').filter({ hasText: 'lockoutMinutes' })).toHaveCount(0);
  await expect(event.getByRole('link', { name: words('audit.openTenant') })).toHaveAttribute('href', `/tenants/${SLUG}`);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await changes.nth(2).getByRole('button').first().click();
  await expect(event.getByRole('row').filter({ hasText: 'settings.security.lockoutMinutes' })).toContainText('30');
  await page.keyboard.press('Escape');
}

async function exportTrail(page: Page): Promise<void> {
  await page.getByLabel(words('audit.search')).fill('lockoutMinutes');
  await expect(page).toHaveURL(/q=lockoutMinutes/);
  await expect(page.getByRole('row').filter({ hasText: words('audit.action.tenants.update') })).toHaveCount(1);
  await page.getByLabel(words('audit.anyAction')).selectOption('tenants.update');
  await expect(page).toHaveURL(/action=tenants.update/);
  await page.getByRole('button', { name: words('common.moreFilters') }).click();
  // The local key speaks for the command line.
  await page.getByLabel(words('audit.anyDoor')).selectOption('cli');
  await expect(page).toHaveURL(/door=cli/);
  await page.getByRole('button', { name: words('audit.export.open') }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: words('audit.export.ndjson') }).click()]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as { action: string; changes: unknown[] });
  expect(lines).toMatchObject([{ action: 'tenants.update', changes: expect.arrayContaining([{ path: 'settings.security.lockoutMinutes', before: 15, after: 30 }]) as unknown }]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 720 });
}

async function verify(page: Page): Promise<void> {
  await page.goto('/audit');
  await page.getByRole('button', { name: words('audit.verify') }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status').first()).toContainText('The chain is whole');
  await dialog.getByLabel(words('audit.anchor')).fill(`1:${'0'.repeat(64)}`);
  await dialog.getByRole('button', { name: words('audit.verifyAgain') }).click();
  await expect(dialog.getByRole('status').first()).toContainText(words('audit.fault.anchor'));
  await expectAccessible(page);
}

async function asTenantAdmin(rest: RestClient, origin: string): Promise<void> {
  const { json } = await rest('POST', '/tokens', { name: 'trail admin', role: 'tenant-admin', tenants: [SLUG] });
  const admin = restClient(origin, String(json['token']));
  const mine = (await admin('GET', '/audit?limit=200')).json['items'] as { target: { tenant?: string } }[];
  expect(new Set(mine.map(({ target }) => target.tenant))).toEqual(new Set([SLUG]));
  expect((await admin('GET', `/audit?tenant=${OTHER}`)).json['items']).toEqual([]);
  expect((await admin('GET', `/audit?q=${OTHER}`)).json['items']).toEqual([]);
  expect((await admin('GET', `/audit/export?tenant=${OTHER}`)).status).toBe(404);
}
