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
    await expect(page.getByText('This link has been used')).toBeVisible();
    await expect(page.getByLabel('E-mail')).toHaveCount(0);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Go to sign in' }).click();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    const token = new URL(link).searchParams.get('token');
    const again = await fetch(`${new URL(link).origin}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, email: 'second@example.com', password: 'a long enough passphrase' }),
    });
    expect(await again.json()).toMatchObject({ status: 409, code: 'invalid_state' });
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
