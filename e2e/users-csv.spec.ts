import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, signIn, test } from './support/fixtures';
import { localClient, untilDatabase, type RestClient } from './support/rest';
import { wordsOf } from './support/words';

const SLUG = 'csv-works';
const words = wordsOf('en');
const FILE = [
  'E-mail;Full name;Department;Desk',
  'ada@example.com;Ada Lovelace;Engineering;1',
  'grace@example.com;"Hopper; Grace";Sales;2',
  "alan@example.com;'=Turing;Engineering;3",
  'kurt@example.com;Kurt Gödel;Logic;4',
  'not an address;Nobody;Sales;5',
  'ADA@example.com;Ada again;Sales;6',
].join('\n');

test('users come from a file that is checked first, are changed together, and go into a file', async ({ page }) => {
  test.setTimeout(180_000);
  const rest = await localClient(process.env.E2E_FS_ROOT ?? '');
  await test.step('a tenant has a field of its own', () => seed(rest));
  await signIn(page);
  await test.step('a file is checked, and its columns are told', () => check(page));
  await test.step('what is right is imported, the rest is given back', () => importRows(page));
  await test.step('several are changed at once', () => changeTogether(page));
  await test.step('the filtered ones are exported', () => exportFiltered(page));
});

async function seed(rest: RestClient): Promise<void> {
  await rest('POST', '/tenants', { slug: SLUG, name: 'CSV Works' });
  await untilDatabase(rest, SLUG, 'READY');
  const { json: plan } = await rest('POST', `/tenants/${SLUG}/fields/plan`, { changes: [{ op: 'add', name: 'department', type: 'select', label: 'Department', indexed: true, validation: { options: ['Engineering', 'Sales'] } }, { op: 'add', name: 'remote', type: 'boolean', label: 'Remote' }] });
  const { json } = await rest('POST', `/tenants/${SLUG}/fields/apply`, { planId: plan['planId'], hash: plan['hash'] });
  await expect.poll(async () => (await rest('GET', `/runs/${String(json['runId'])}`)).json['status'], { timeout: 30_000 }).toBe('succeeded');
}

const drawer = (page: Page) => page.getByRole('dialog');
const number = (page: Page, name: string) => drawer(page).locator('dl > div').filter({ has: page.getByText(name, { exact: true }) }).locator('dd');

async function check(page: Page): Promise<void> {
  await page.goto(`/tenants/${SLUG}/users`);
  await page.getByRole('button', { name: words('users.import.open'), exact: true }).first().click();
  await expect(drawer(page)).toBeVisible();
  await expectAccessible(page);
  await drawer(page).getByLabel(words('users.import.file'), { exact: true }).setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) });
  await drawer(page).getByRole('button', { name: words('users.import.check') }).click();
  await expect(number(page, words('users.import.future.created'))).toHaveText('3');
  await expect(number(page, words('users.import.future.refused'))).toHaveText('3');
  await expect(drawer(page).getByRole('cell', { name: 'Logic' })).toBeVisible();
  // A heading that means nothing to the product is told where to go.
  const name = drawer(page).getByLabel(words('users.import.goesInto', { heading: 'Full name' }));
  await expect(name).toHaveValue('');
  await name.selectOption('name');
  await expect(name).toBeEnabled();
  await expect(name).toHaveValue('name');
  await expectAccessible(page);
}

async function importRows(page: Page): Promise<void> {
  await drawer(page).getByRole('button', { name: words('users.import.begin', { count: 3 }) }).click();
  await expect(drawer(page).getByText(words('users.import.ended.succeeded', { count: 3, refused: 3 }))).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(drawer(page).getByText(words('users.import.ended.succeeded', { count: 3, refused: 3 }))).toBeVisible();
  await expectAccessible(page);
  const [download] = await Promise.all([page.waitForEvent('download'), drawer(page).getByRole('link', { name: words('users.import.rejected', { count: 3 }) }).click()]);
  const refused = await readFile(await download.path(), 'utf8');
  expect(refused.trim().split('\r\n')).toHaveLength(4);
  expect(refused).toContain(words('validation.importTwice'));
  await drawer(page).getByRole('button', { name: words('common.close') }).last().click();
  await expect(drawer(page)).toHaveCount(0);
  await expect(page.getByRole('row').filter({ hasText: 'Hopper; Grace' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: '=Turing' })).toBeVisible();
}

async function changeTogether(page: Page): Promise<void> {
  for (const email of ['ada@example.com', 'alan@example.com']) await page.getByRole('row').filter({ hasText: email }).getByRole('checkbox').click();
  const bar = page.getByRole('toolbar', { name: words('common.selected', { count: 2 }) });
  await expect(bar).toBeVisible();
  await expectAccessible(page);
  await bar.getByRole('button', { name: words('users.bulk.open.set') }).click();
  await drawer(page).getByLabel(words('users.bulk.field')).selectOption({ label: 'Remote' });
  await drawer(page).getByLabel(words('users.bulk.value')).selectOption({ label: words('common.yes') });
  await expectAccessible(page);
  await drawer(page).getByRole('button', { name: words('users.bulk.do.set', { count: 2 }) }).click();
  await expect(drawer(page)).toHaveCount(0);
  await expect(bar).toHaveCount(0);
  await page.getByRole('row').filter({ hasText: 'grace@example.com' }).getByRole('checkbox').click();
  await page.getByRole('toolbar').getByRole('button', { name: words('users.bulk.open.disable') }).click();
  const dialog = drawer(page);
  await expect(dialog.getByRole('button', { name: words('users.bulk.do.disable', { count: 1 }) })).toBeDisabled();
  await dialog.getByLabel(words('users.bulk.reason')).fill('On leave');
  await dialog.getByRole('button', { name: words('users.bulk.do.disable', { count: 1 }) }).click();
  await expect(page.getByRole('row').filter({ hasText: 'grace@example.com' }).getByText(words('users.status.disabled'))).toBeVisible();
}

async function exportFiltered(page: Page): Promise<void> {
  await page.goto(`/tenants/${SLUG}/users?filter=department.eq.Engineering&sort=email`);
  await expect(page.getByRole('row').filter({ hasText: 'grace@example.com' })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: words('users.export.open'), exact: true }).click();
  const shown = page.getByRole('menuitem', { name: words('users.export.csv'), exact: true }).first();
  const [download] = await Promise.all([page.waitForEvent('download'), shown.click()]);
  const [heading, ...rows] = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(heading).toBe('email,name,status,department,remote,createdAt');
  expect(rows.map((row) => row.split(',').slice(0, 5))).toEqual([['ada@example.com', 'Ada Lovelace', 'active', 'Engineering', 'true'], ['alan@example.com', "'=Turing", 'active', 'Engineering', 'true']]);
}
