import type { Page } from '@playwright/test';
import { totpCode } from '@/lib/secrets/totp';
import { expect, expectAccessible, signIn, test } from './support/fixtures';
import { localClient } from './support/rest';

const PASSWORD = 'correct horse battery 7';

async function signInAs(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
}

/** The code field of the second step, once it is asked for. */
async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('an admin is invited, signs in by two steps, and is thrown out at once', async ({ page, browser }) => {
  const email = `grace-${Date.now()}@example.com`;
  await signIn(page);
  await page.goto('/settings/admins');
  await page.getByRole('button', { name: 'Invite an admin' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite an admin' });
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('Role').selectOption('operator');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const link = (await page.getByTestId('one-time-link').textContent()) ?? '';
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('button', { name: email })).toBeVisible();

  const theirs = await browser.newContext();
  try {
    const grace = await theirs.newPage();
    await grace.goto(link);
    await expect(grace.getByRole('heading', { name: 'You are invited' })).toBeVisible();
    await expectAccessible(grace);
    await grace.getByLabel('Name').fill('Grace Hopper');
    await grace.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await grace.getByLabel('Password again').fill(PASSWORD);
    await grace.getByRole('button', { name: 'Set password and sign in' }).click();
    await expect(grace).not.toHaveURL(/invite|sign-in/);
    await grace.goto('/settings');
    await expect(grace.getByRole('link', { name: 'API tokens' })).toBeVisible();
    await expect(grace.getByRole('link', { name: 'Admins' })).toHaveCount(0);
    await grace.getByRole('button', { name: 'Set up' }).click();
    const secret = (await grace.getByTestId('totp-secret').textContent()) ?? '';
    await grace.getByLabel('Code', { exact: true }).fill(totpCode(secret));
    await expectAccessible(grace);
    await grace.getByRole('button', { name: 'Confirm' }).click();
    await expect(grace.getByTestId('recovery-codes')).toBeVisible();
    const codes = await grace.getByTestId('recovery-codes').getByRole('listitem').allTextContents();
    expect(codes).toHaveLength(10);
    await expectAccessible(grace);
    await grace.getByRole('button', { name: 'Close' }).last().click();
    await expect(grace.getByText('10 recovery codes left')).toBeVisible();

    await signOut(grace);
    await signInAs(grace, email);
    await expect(grace.getByLabel('Code', { exact: true })).toBeFocused();
    await expectAccessible(grace);
    await typeCode(grace, '000000');
    await expect(grace.getByText('This code is not right')).toBeVisible();
    // The code of the confirmation was used then; the next one is good already.
    await typeCode(grace, totpCode(secret, new Date(Date.now() + 30_000)));
    await expect(grace).not.toHaveURL(/sign-in/);

    await signOut(grace);
    await signInAs(grace, email);
    await typeCode(grace, codes[0] ?? '');
    await expect(grace).not.toHaveURL(/sign-in/);
    await grace.goto('/settings');
    await expect(grace.getByText('9 recovery codes left')).toBeVisible();

    await page.getByRole('button', { name: 'Grace Hopper' }).click();
    await expect(page.getByText('On; 9 recovery codes left')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('button', { name: 'Disable' }).last().click();
    await expect(page.getByText(`${email} is disabled`)).toBeVisible();
    // The open page hears of it by itself; the next request is refused.
    await expect(grace.getByText('You are signed out here').filter({ visible: true }).first()).toBeVisible();
    await grace.goto('/tenants');
    await expect(grace).toHaveURL(/sign-in/);
    await signInAs(grace, email);
    await expect(grace.getByText('E-mail or password is wrong')).toBeVisible();
    await grace.goto(link);
    await expect(grace.getByText('This link no longer works')).toBeVisible();
  } finally {
    await theirs.close();
  }
});

test('a tenant’s admin is invited for tenants that are chosen, found in the list, and edited by two', async ({ page }) => {
  const rest = await localClient(process.env['E2E_FS_ROOT'] ?? '');
  for (const name of ['North', 'South']) await rest('POST', '/tenants', { slug: `chosen-${name.toLowerCase()}`, name: `${name} Works`, database: null });
  const email = `limited-${Date.now()}@example.com`;
  await signIn(page);
  await page.goto('/settings/admins');
  await page.getByRole('button', { name: 'Invite an admin' }).click();
  const invite = page.getByRole('dialog', { name: 'Invite an admin' });
  await invite.getByLabel('E-mail').fill(email);
  await invite.getByLabel('Role').selectOption('tenant-admin');
  for (const name of ['North', 'South']) {
    await invite.getByRole('combobox', { name: 'Tenants' }).fill(`${name} Wo`);
    await expect(invite.getByRole('option', { name: `${name} Works` })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(invite.getByRole('button', { name: `Remove chosen-${name.toLowerCase()}` })).toBeVisible();
  }
  await expectAccessible(page);
  await invite.getByRole('button', { name: 'Remove chosen-south' }).press('Enter');
  await expect(invite.getByRole('list', { name: '1 tenant chosen' })).toContainText('North Works');
  await invite.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByTestId('one-time-link')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('searchbox', { name: 'Search by name or e-mail' }).fill(email);
  await page.getByRole('combobox', { name: 'Any role' }).selectOption('tenant-admin');
  await expect(page).toHaveURL(/q=limited-.*role=tenant-admin|role=tenant-admin.*q=limited-/);
  await expect(page.getByText('1 of 1')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('combobox', { name: 'Any status' }).selectOption('disabled');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: email, exact: true }).click();
  const panel = page.getByRole('dialog', { name: email });
  await panel.getByLabel('Name').fill('Lim Ited');
  const { json } = await rest('GET', `/admins?q=${email}`);
  const [{ id }] = json['items'] as [{ id: string }];
  await rest('PATCH', `/admins/${id}`, { tenants: ['chosen-south'] }, { 'if-match': '*' });
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  const both = page.getByRole('dialog', { name: 'Somebody else saved first' });
  await expect(both.getByRole('group')).toHaveCount(2);
  await both.getByRole('button', { name: 'Save this choice' }).click();
  await expect(page.getByText(`${email} saved`)).toBeVisible();
  expect((await rest('GET', `/admins/${id}`)).json).toMatchObject({ name: 'Lim Ited', tenants: ['chosen-south'] });
});
