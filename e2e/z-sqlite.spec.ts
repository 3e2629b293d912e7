import { join } from 'node:path';
import { FieldsPage } from './support/fields-page';
import { expect, expectAccessible, signIn, test } from './support/fixtures';
import { UsersPage } from './support/users-page';
import { control, wordsOf } from './support/words';

test('a folder of files becomes a server, and a tenant a file in it', async ({ page }) => {
  test.setTimeout(120_000);
  const directory = join(process.env['E2E_FS_ROOT'] ?? '', 'sqlite', 'stories');
  await signIn(page);

  await test.step('the engine decides what is asked', async () => {
    await page.goto('/servers/new');
    await expect(page.getByLabel('Host', { exact: true })).toBeVisible();
    await page.getByRole('radio', { name: /^SQLite/ }).click();
    await expect(page.getByLabel('Host', { exact: true })).toHaveCount(0);
    await page.getByLabel('Name', { exact: true }).fill('files');
    await page.getByLabel('Folder').fill('/etc/tenantry');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText(/not below an allowed one/)).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('Folder').fill(directory);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('The server can be used')).toBeVisible();
    await expect(page.locator('[data-check][data-state=ok]')).toHaveCount(4);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add server' }).click();
    await expect(page.getByRole('heading', { name: 'files', level: 1 })).toBeVisible();
    await expect(page.getByText(directory)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('a tenant is placed there, in a file of its own', async () => {
    await page.goto('/tenants/new');
    await page.getByLabel('Name', { exact: true }).fill('Filed');
    await expect(page.getByText('Available')).toBeVisible();
    await page.getByRole('radio', { name: /^files/ }).click();
    const file = page.getByRole('radio', { name: /^File\b/ });
    await expect(file).toBeChecked();
    await expect(file).toHaveAccessibleDescription(/one writer at a time/);
    await page.getByRole('button', { name: 'Create tenant' }).click();
    await expect(page).toHaveURL('/tenants/filed/provisioning');
    await expect(page.getByText('The database is ready')).toBeVisible({ timeout: 60_000 });
  });

  const words = wordsOf('en');
  const [fields, users] = [new FieldsPage(page, words), new UsersPage(page, words)];
  await test.step('its users’ fields are columns of the file', async () => {
    await page.goto('/tenants/filed/users');
    await users.create({ 'E-mail': 'ada@example.com' });
    await page.goto('/tenants/filed/fields');
    await fields.add({ name: 'department', type: 'text', switches: ['indexed'] });
    const plan = await fields.review(1);
    for (const text of ['ALTER TABLE app_user ADD COLUMN "department" TEXT', 'CREATE INDEX', 'RESERVED']) await expect(plan).toContainText(text);
    await expectAccessible(page);
    await fields.apply();
    await expect(fields.row('department')).toContainText(words('fields.states.active'));
  });

  await test.step('what no ALTER can do is another table, said before it is done', async () => {
    await fields.edit('department', (drawer) => drawer.getByRole('checkbox', { name: words('fields.required'), exact: true }).click());
    const plan = await fields.review(1);
    await expect(plan.locator('[data-blocker=nulls]')).toBeVisible();
    await control(plan, words, words('fields.backfill', { field: 'department' })).fill('Sales');
    await expect(plan.locator('[data-op=rebuild_table]')).toContainText(words('fields.rewrites'));
    await expectAccessible(page);
    await fields.apply();
    await expect(fields.row('department')).toContainText(words('fields.states.active'));
  });

  await test.step('users are filtered by it', async () => {
    await page.goto('/tenants/filed/users');
    await users.create({ 'E-mail': 'grace@example.com', department: 'IT' });
    await users.filter('department', 'eq', 'IT');
    await expect(users.row('grace@example.com')).toBeVisible();
    await expect(users.row('ada@example.com')).toHaveCount(0);
    await expect(page.getByText(words('users.notIndexedTitle'))).toHaveCount(0);
  });
});
