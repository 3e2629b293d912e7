import type { Page } from '@playwright/test';
import { expect, expectAccessible, signIn, test } from './support/fixtures';
import { localClient, restClient, type RestClient } from './support/rest';

const SLUG = 'client-works';
const SHOP = 'web-shop';

test('clients and scopes: made, typed wrong, rotated, lost to another, deleted', async ({ page, baseURL }) => {
  test.setTimeout(240_000);
  const rest = await localClient(process.env['E2E_FS_ROOT'] ?? '');
  await rest('POST', '/tenants', { slug: SLUG, name: 'Client Works', database: null });
  const { json } = await rest('POST', '/tokens', { name: 'clients', role: 'runtime', tenants: [SLUG] });
  const server = restClient(baseURL ?? '', String(json['token']));
  await signIn(page);
  await test.step('a scope of its own, with claims and what it needs', () => makeScope(page));
  const secret = await test.step('a web server: its address is looked at while it is typed, its secret shown once', () => makeClient(page));
  await test.step('the secret is right, and the page says when it was used', () => useSecret(page, server, secret));
  await test.step('a second secret takes over', () => rotate(page, server, secret));
  await test.step('a save that lost to another shows both', () => loseToAnother(page, rest));
  await test.step('a scope in use names who uses it', () => refuseScope(page));
  await test.step('a machine needs no address', () => makeMachine(page));
  await test.step('the end of a client', () => deleteClient(page, server, secret));
});

const sections = (page: Page) => page.getByRole('navigation', { name: 'Sections of the tenant' });

async function makeScope(page: Page): Promise<void> {
  await page.goto(`/tenants/${SLUG}`);
  await sections(page).getByRole('link', { name: 'Scopes' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'offline_access' })).toContainText('Standard');
  await page.getByRole('button', { name: 'New scope' }).click();
  const form = page.getByRole('dialog', { name: 'New scope' });
  await form.getByLabel('Name', { exact: true }).fill('openid');
  await form.getByRole('textbox', { name: 'Claims' }).or(form.getByRole('combobox', { name: 'Claims' })).fill('sub');
  await page.keyboard.press('Enter');
  await expect(form.getByText('Tokens use this claim for themselves')).toBeVisible();
  await form.getByRole('button', { name: 'Remove sub' }).click();
  await form.getByRole('combobox', { name: 'Claims' }).fill('customer_number email');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await form.getByLabel('Depends on').selectOption('openid');
  await form.getByRole('button', { name: 'Create scope' }).click();
  await expect(form.getByText('OpenID Connect gives this name its meaning')).toBeVisible();
  await expectAccessible(page);
  await form.getByLabel('Name', { exact: true }).fill('invoices:read');
  await form.getByRole('button', { name: 'Create scope' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'invoices:read' })).toContainText('customer_number');
  await expectAccessible(page);
}

async function makeClient(page: Page): Promise<string> {
  await sections(page).getByRole('link', { name: 'Clients' }).click();
  await expect(page.getByText('No clients yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'New client' }).first().click();
  const wizard = page.getByRole('dialog', { name: 'New client' });
  await wizard.getByRole('radio', { name: /^Web server/ }).click();
  await expectAccessible(page);
  await wizard.getByRole('button', { name: 'Continue' }).click();
  await wizard.getByLabel('Name', { exact: true }).fill('Web shop');
  await wizard.getByLabel('Client ID').fill(SHOP);
  const address = wizard.getByLabel('Redirect URIs, row 1');
  for (const [typed, words] of [['http://localhost.evil.com/', 'http is taken only for this machine'], ['https://good@evil', 'Take out what stands before the @'], ['https://shop.example.com/*', 'Wildcards are not taken'], ['javascript:alert(1)', 'Use https.']] as const) {
    await address.fill(typed);
    await expect(wizard.getByRole('alert').filter({ hasText: words })).toBeVisible();
  }
  await address.fill('https://SHOP.example.com:443/cb');
  await expectAccessible(page);
  await wizard.getByRole('button', { name: 'Use this form' }).click();
  await expect(address).toHaveValue('https://shop.example.com/cb');
  await expect(wizard.getByLabel('May be registered')).toBeVisible();
  await wizard.getByRole('checkbox', { name: /^invoices:read/ }).click();
  await wizard.getByRole('button', { name: 'Create client' }).click();
  const ready = page.getByRole('dialog', { name: 'Web shop is ready' });
  const secret = (await ready.getByTestId('client-secret').textContent()) ?? '';
  expect(secret).toMatch(/^tnc_/);
  await expect(ready.getByText('https://shop.example.com/cb').first()).toBeVisible();
  await expectAccessible(page);
  await ready.getByRole('link', { name: 'Open client' }).click();
  await expect(page).toHaveURL(`/tenants/${SLUG}/clients/${SHOP}`);
  await expect(page.getByTestId('client-secret')).toHaveCount(0);
  return secret;
}

const verify = async (server: RestClient, secret: string) => (await server('POST', `/tenants/${SLUG}/runtime/clients/${SHOP}/verify-secret`, { secret })).json;
const secrets = (page: Page) => page.getByRole('list', { name: 'Secrets' }).getByRole('listitem');

async function useSecret(page: Page, server: RestClient, secret: string): Promise<void> {
  await expect(secrets(page)).toContainText('never');
  await expectAccessible(page);
  expect(await verify(server, secret)).toMatchObject({ ok: true });
  await page.reload();
  await expect(secrets(page)).toContainText(/Last used (now|\d+ seconds? ago)/);
}

async function rotate(page: Page, server: RestClient, first: string): Promise<void> {
  // What is typed meanwhile is kept: a secret is no other version of the form.
  await page.getByLabel('Description').fill('Sells things');
  await page.getByRole('button', { name: 'New secret' }).click();
  const dialog = page.getByRole('dialog', { name: 'New secret' });
  await dialog.getByLabel('The present secret').selectOption('week');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Create secret' }).click();
  const second = (await dialog.getByTestId('client-secret').textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(secrets(page)).toHaveCount(2);
  await expect(secrets(page).first()).toContainText('Ends in 7 days');
  for (const secret of [first, second]) expect(await verify(server, secret)).toMatchObject({ ok: true });
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Web shop was saved')).toBeVisible();
  await page.getByRole('button', { name: `Revoke the secret that ends in ${first.slice(-4)}` }).click();
  await page.getByRole('dialog', { name: /^Revoke the secret/ }).getByRole('button', { name: 'Revoke' }).click();
  await expect(secrets(page)).toHaveCount(1);
  expect(await verify(server, first)).toMatchObject({ ok: false, reason: 'wrong' });
}

async function loseToAnother(page: Page, rest: RestClient): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Mine');
  await rest('PATCH', `/tenants/${SLUG}/clients/${SHOP}`, { name: 'Theirs' }, { 'if-match': '*' });
  await page.getByRole('button', { name: 'Save changes' }).click();
  const both = page.getByRole('dialog', { name: 'Somebody else saved first' });
  await expect(both).toContainText('Theirs');
  await expectAccessible(page);
  await both.getByRole('button', { name: 'Take theirs' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Theirs');
}

async function refuseScope(page: Page): Promise<void> {
  await sections(page).getByRole('link', { name: 'Scopes' }).click();
  await page.getByRole('button', { name: 'Actions for invoices:read' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: 'Delete invoices:read?' });
  await expect(question).toContainText(SHOP);
  await expect(question.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await page.keyboard.press('Escape');
}

async function makeMachine(page: Page): Promise<void> {
  await sections(page).getByRole('link', { name: 'Clients' }).click();
  await page.getByRole('button', { name: 'New client' }).first().click();
  const wizard = page.getByRole('dialog', { name: 'New client' });
  await wizard.getByRole('radio', { name: /^Machine/ }).click();
  await wizard.getByRole('button', { name: 'Continue' }).click();
  await expect(wizard.getByLabel(/^Redirect URIs/)).toHaveCount(0);
  await wizard.getByLabel('Name', { exact: true }).fill('Nightly');
  await wizard.getByRole('button', { name: 'Create client' }).click();
  await expect(page.getByRole('dialog', { name: 'Nightly is ready' }).getByTestId('client-secret')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row').filter({ hasText: 'Nightly' })).toContainText('Machine');
  await page.getByRole('combobox', { name: 'Any kind' }).selectOption('m2m');
  await expect(page.getByRole('row').filter({ hasText: SHOP })).toHaveCount(0);
  await expectAccessible(page);
}

async function deleteClient(page: Page, server: RestClient, secret: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/tenants/${SLUG}/clients/${SHOP}`);
  await expect(secrets(page)).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Delete client' }).click();
  const question = page.getByRole('dialog', { name: 'Delete Theirs?' });
  await expect(question.getByRole('button', { name: 'Delete client' })).toBeDisabled();
  await question.getByLabel(`Type ${SHOP} to confirm`).fill(SHOP);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/tenants/${SLUG}/clients`);
  await expect(page.getByRole('row').filter({ hasText: SHOP })).toHaveCount(0);
  expect(await verify(server, secret)).toMatchObject({ ok: false, reason: 'unknown' });
}
