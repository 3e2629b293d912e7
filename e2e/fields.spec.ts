import type { Locator, Page } from '@playwright/test';
import { FieldsPage } from './support/fields-page';
import { expect, expectAccessible, signIn, test } from './support/fixtures';
import { localClient, untilDatabase, type RestClient } from './support/rest';
import { openTenantTable, type TenantTable } from './support/tenant-table';
import { wordsOf } from './support/words';

const SLUG = 'ordered-fields';
const words = wordsOf('en');
const NAMES = ['alpha', 'beta', 'gamma'];

test('fields are ordered, reviewed and repaired by the keyboard', async ({ page }) => {
  test.setTimeout(180_000);
  const rest = await localClient(process.env['E2E_FS_ROOT'] ?? '');
  await rest('POST', '/tenants', { slug: SLUG, name: 'Ordered', database: { isolation: 'schema' } });
  await untilDatabase(rest, SLUG, 'READY');
  const fields = new FieldsPage(page, words);
  const table = await openTenantTable(process.env['E2E_FS_ROOT'] ?? '', SLUG);
  try {
    await signIn(page);
    await page.goto(`/tenants/${SLUG}/fields`);
    await test.step('an empty list says what it is for', () => expectAccessible(page));
    for (const name of NAMES) await fields.add({ name, type: 'text' });
    await fields.review(3);
    await fields.apply();
    await test.step('by the keyboard and by hand they come in another order', () => reorder(page, fields));
    await test.step('a plan that no longer fits is made anew', () => staleness(page, fields, rest));
    await test.step('what was changed by hand is told, and made a field', () => drift(page, fields, table));
    await table.query((users) => `INSERT INTO ${users} (email, beta) VALUES ('a@example.com', 'a'), ('b@example.com', 'b')`);
    await test.step('a run survives a reload, and what it leaves half-done is repaired', () => repair(page, fields, table));
  } finally {
    await table.close();
  }
});

const order = (page: Page): Locator => page.locator('[data-field]');
const namesOf = (page: Page) => order(page).evaluateAll((rows) => rows.map((row) => row.getAttribute('data-field')));
const handle = (page: Page, name: string) => page.getByRole('button', { name: words('common.reorder.handle', { name }), exact: true });

async function reorder(page: Page, fields: FieldsPage): Promise<void> {
  expect(await namesOf(page)).toEqual(NAMES);
  await handle(page, 'gamma').press('Space');
  await expect(page.getByText(words('common.reorder.lifted', { name: 'gamma', position: 3, total: 3 }))).toBeAttached();
  for (const key of ['ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
  await expect(page.getByText(words('common.reorder.moved', { name: 'gamma', position: 1, total: 3 }))).toBeAttached();
  await expect(handle(page, 'gamma')).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Space');
  await expect(fields.row('gamma')).toHaveAttribute('data-moved', 'true');
  expect(await namesOf(page)).toEqual(['gamma', 'alpha', 'beta']);

  await drag(page, 'alpha', 'beta');
  await expect.poll(() => namesOf(page)).toEqual(['gamma', 'beta', 'alpha']);
  await page.getByRole('button', { name: words('fields.pending', { count: 1 }) }).press('Enter');
  await expectAccessible(page);
  const plan = await fields.review(1);
  await expect(plan).toContainText(words('fields.noSteps'));
  await fields.apply();
  await page.reload();
  expect(await namesOf(page)).toEqual(['gamma', 'beta', 'alpha']);
}

/** By the pointer, from one row's handle past the middle of another. */
async function drag(page: Page, name: string, past: string): Promise<void> {
  const [from, to] = [await handle(page, name).boundingBox(), await handle(page, past).boundingBox()];
  if (!from || !to) throw new Error('a handle is not in sight');
  const x = from.x + from.width / 2;
  await page.mouse.move(x, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(x, to.y + to.height, { steps: 6 });
  await page.mouse.up();
}

async function staleness(page: Page, fields: FieldsPage, rest: RestClient): Promise<void> {
  await fields.edit('alpha', (drawer) => drawer.getByRole('checkbox', { name: words('fields.indexed'), exact: true }).press('Space'));
  const plan = await fields.review(1);
  await expect(plan).toContainText(words('plan.op.build_index', { field: 'alpha' }));
  await expect(plan).toContainText(words('plan.waits.no'));
  const meanwhile = await rest('POST', `/tenants/${SLUG}/fields/plan`, { changes: [{ op: 'add', name: 'delta', type: 'integer' }] });
  const run = await rest('POST', `/tenants/${SLUG}/fields/apply`, { planId: meanwhile.json['planId'], hash: meanwhile.json['hash'] });
  await expect.poll(async () => (await rest('GET', `/runs/${String(run.json['runId'])}`)).json['status']).toBe('succeeded');
  await plan.getByRole('button', { name: words('fields.apply'), exact: true }).click();
  await expect(plan.getByText(words('errors.plan_stale.title'))).toBeVisible();
  await expect(plan.getByRole('button', { name: words('fields.apply'), exact: true })).toBeDisabled();
  await plan.getByRole('alert').getByRole('button', { name: words('fields.planAgain') }).press('Enter');
  await expect(plan.getByRole('button', { name: words('fields.apply'), exact: true })).toBeEnabled();
  await fields.apply();
}

async function drift(page: Page, fields: FieldsPage, table: TenantTable): Promise<void> {
  await table.query((users) => `ALTER TABLE ${users} ADD COLUMN by_hand integer`);
  await page.reload();
  const found = page.locator('[data-drift=column_added]');
  await expect(found).toContainText('+ by_hand integer');
  await expectAccessible(page);
  await found.getByRole('button', { name: words('plan.choice.adopt.column_added') }).press('Enter');
  const plan = await fields.review(1);
  await expect(plan).toContainText(words('plan.resolution.adopt.column_added', { name: 'by_hand', type: words('fields.types.integer') }));
  await fields.apply();
  await expect(fields.row('by_hand')).toContainText(words('fields.states.active'));
  await expect(found).toHaveCount(0);
}

async function repair(page: Page, fields: FieldsPage, table: TenantTable): Promise<void> {
  await fields.edit('beta', (drawer) => drawer.getByRole('checkbox', { name: words('fields.unique'), exact: true }).press('Space'));
  const dialog = await fields.review(1);
  await table.query(() => 'BEGIN');
  await table.query((users) => `LOCK TABLE ${users} IN SHARE UPDATE EXCLUSIVE MODE`);
  await dialog.getByRole('button', { name: words('fields.apply'), exact: true }).click();
  await expect(dialog.getByText(words('plan.goOn'))).toBeVisible();
  await expect(page).toHaveURL(/run=/);
  await page.reload();
  await expect(dialog.getByRole('heading', { name: words('fields.applyTitle') })).toBeVisible();
  await dialog.getByRole('button', { name: words('plan.goOn') }).click();
  await page.getByRole('button', { name: words('plan.showProgress') }).click();
  await expect(dialog.locator('[data-step=constrain][data-status=running]')).toBeVisible();

  // Between the look and the work, somebody writes what breaks it.
  await table.query((users) => `UPDATE ${users} SET beta = 'same'`);
  await table.query(() => 'COMMIT');
  await expect(dialog.getByText(words('fields.failedTitle'))).toBeVisible({ timeout: 30_000 });
  await expect(dialog.getByText(words('plan.repairDetail'))).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: words('common.close') }).first().click();
  await expect(page.getByText(words('fields.repairTitle', { name: 'beta' }))).toBeVisible();
  await expectAccessible(page);

  await table.query((users) => `UPDATE ${users} SET beta = email`);
  await page.getByRole('button', { name: words('plan.repair') }).press('Enter');
  await expect(dialog.getByText(words('fields.appliedTitle'))).toBeVisible({ timeout: 30_000 });
  await dialog.getByRole('button', { name: words('common.close') }).first().click();
  await expect(fields.row('beta')).toContainText(words('fields.states.active'));
  await expect(fields.row('beta')).toContainText(words('fields.unique'));
}
