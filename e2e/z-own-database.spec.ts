import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { expect, expectAccessible, signIn, test } from './support/fixtures';

let directory: string;
let brought: PostgresServer;
test.beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tenantry-brought-'));
  brought = await startPostgres({ dataDir: join(directory, 'pg'), databases: ['guest'], durable: false });
});
test.afterAll(async () => {
  await brought.stop();
  await rm(directory, { recursive: true, force: true });
});

test('a tenant without a database is given one of its own', async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page);
  await page.goto('/tenants/new');
  await page.getByLabel('Name', { exact: true }).fill('Guest');
  await page.getByRole('radio', { name: /No database/ }).click();
  await page.getByRole('button', { name: 'Create tenant' }).click();

  await test.step('its overview says that there is none, and leads to the placement', async () => {
    await expect(page.getByText('No database yet')).toBeVisible();
    await page.getByRole('link', { name: 'Give it a database' }).click();
    await expect(page.getByRole('radio', { name: /No database/ })).toHaveCount(0);
    await page.getByRole('radio', { name: /Its own database/ }).click();
    await expectAccessible(page);
  });

  await test.step('its connection string is tried, hidden as it is typed', async () => {
    const dsn = page.getByLabel('Connection string');
    await expect(dsn).toHaveAttribute('type', 'password');
    await dsn.fill(brought.dsn('guest').replace(encodeURIComponent(brought.password), 'wrong'));
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.locator('[data-check=authenticate][data-state=failed]')).toBeVisible();
    await page.getByRole('button', { name: 'Give it a database' }).click();
    await expect(page.getByRole('alert').filter({ hasText: /refused|password|sign/i }).first()).toBeVisible();
    await dsn.fill(brought.dsn('guest'));
    await expect(page.locator('[data-check]')).toHaveCount(0);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.locator('[data-check=privileges][data-state=ok]')).toBeVisible();
    await page.getByRole('radio', { name: /^Database/ }).click();
    await expectAccessible(page);
  });

  await test.step('it is provisioned there, on a server that nobody else is offered', async () => {
    await page.getByRole('button', { name: 'Give it a database' }).click();
    await expect(page).toHaveURL(/\/tenants\/guest\/provisioning$/);
    await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
    await page.goto('/tenants/guest');
    await page.getByRole('link', { name: 'Its own server' }).click();
    await expect(page.getByText('Only for guest')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Connections held' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Console' })).toBeVisible();
    await expectAccessible(page);
    await page.goto('/tenants/new');
    await expect(page.getByRole('radio', { name: /embedded/ })).toBeVisible();
    await expect(page.getByRole('radio', { name: /own guest/ })).toHaveCount(0);
  });
});
