import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logFile, startConsole } from './support/console-process';
import { expect, expectAccessible, test } from './support/fixtures';
import { localClient } from './support/rest';

/** A console of its own: this story begins without any admin. */
const PORT = String(Number(process.env.E2E_PORT ?? '3210') + 2);

test('without ADMIN_EMAIL the first admin is made by a link that works once', async ({ page }) => {
  const fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-e2e-setup-'));
  const running = await startConsole(fsRoot, { PORT, ADMIN_EMAIL: '', ADMIN_PASSWORD: '' });
  try {
    await expect.poll(() => running.output()).toMatch(/http\S+\/setup\?token=\S+/);
    const link = /http\S+\/setup\?token=\S+/.exec(running.output())?.[0] ?? '';
    await page.goto(link);
    await expectAccessible(page);
    await page.getByLabel('E-mail').fill('first@example.com');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByLabel('Password again').fill('short');
    await page.getByRole('button', { name: 'Create the first admin' }).click();
    await expect(page.getByText(/at least 10/i).first()).toBeVisible();
    await expect(page.getByLabel('E-mail')).toHaveValue('first@example.com');
    await page.getByLabel('Password', { exact: true }).fill('a long enough passphrase');
    await page.getByLabel('Password again').fill('a long enough passphrase');
    await page.getByRole('button', { name: 'Create the first admin' }).click();
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();

    await page.context().clearCookies();
    await page.goto(link);
    await page.getByLabel('E-mail').fill('second@example.com');
    await page.getByLabel('Password', { exact: true }).fill('a long enough passphrase');
    await page.getByLabel('Password again').fill('a long enough passphrase');
    await page.getByRole('button', { name: 'Create the first admin' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Not possible right now' })).toBeVisible();
    const rest = await localClient(fsRoot);
    expect(JSON.stringify((await rest('GET', '/audit?action=setup.complete')).json)).not.toContain('passphrase');
    await page.goto(`${new URL(link).origin}/`);
    await expect(page).toHaveURL(/sign-in/);
  } finally {
    await running.stop();
    await rm(fsRoot, { recursive: true, force: true });
    await rm(logFile(fsRoot), { force: true });
  }
});
