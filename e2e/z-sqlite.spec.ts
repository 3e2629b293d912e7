import { join } from 'node:path';
import { expect, expectAccessible, signIn, test } from './support/fixtures';

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
    await expect(page.getByRole('radio', { name: /^File\b.*one writer at a time/ })).toBeChecked();
    await page.getByRole('button', { name: 'Create tenant' }).click();
    await expect(page).toHaveURL('/tenants/filed/provisioning');
    await expect(page.getByText('The database is ready')).toBeVisible({ timeout: 60_000 });
  });

  await test.step('it has users, and says why it has no fields', async () => {
    await page.goto('/tenants/filed/users');
    await page.getByRole('main').getByRole('button', { name: 'New user' }).first().click();
    await page.getByRole('dialog').getByLabel('E-mail', { exact: true }).fill('ada@example.com');
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    await expect(page.getByRole('main')).toContainText('ada@example.com');
    await page.goto('/tenants/filed/fields');
    await expect(page.getByText('Fields cannot be made here yet')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Add a field' })).toHaveCount(0);
    await expectAccessible(page);
  });
});
