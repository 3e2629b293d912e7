import { OWNER } from './support/console-process';
import { expect, signIn, test } from './support/fixtures';

test('who is not signed in sees the sign-in page, and comes back to it after signing out', async ({ page }) => {
  await page.goto('/tenants');
  await expect(page).toHaveURL(/sign-in/);
  await signIn(page);
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
  await page.goto('/');
  await expect(page).toHaveURL(/sign-in/);
});

test('a revoked session ends at its next request', async ({ browser }) => {
  const first = await browser.newContext();
  const second = await browser.newContext();
  try {
    const mine = await first.newPage();
    const other = await second.newPage();
    await signIn(other);
    await signIn(mine);
    await mine.goto('/settings');
    const others = mine.getByRole('button', { name: 'End' });
    // Streamed parts of a page are shown after its load event: counting before that finds none.
    await expect(others).not.toHaveCount(0);
    for (let left = await others.count(); left > 0; left = await others.count()) {
      await others.first().click();
      await expect(others).toHaveCount(left - 1);
    }
    await other.goto('/tenants');
    await expect(other).toHaveURL(/sign-in/);
    await mine.goto('/tenants');
    await expect(mine).toHaveURL(/tenants/);
  } finally {
    await first.close();
    await second.close();
  }
});

for (const { locale, lang, button } of [
  { locale: 'es-MX', lang: 'es', button: 'Iniciar sesión' },
  { locale: 'pt-BR', lang: 'pt', button: 'Entrar' },
  { locale: 'fr-FR', lang: 'en', button: 'Sign in' },
]) {
  test(`a browser in ${locale} is spoken to in ${lang}`, async ({ browser }) => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    await expect(page.getByRole('button', { name: button })).toBeVisible();
    await context.close();
  });
}

test('the language chosen in the menu is remembered', async ({ page }) => {
  await signIn(page);
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitemradio', { name: 'Español' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await page.goto('/tenants');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
});

test('wrong passwords are counted, and then refused even when right', async ({ page }) => {
  await page.goto('/sign-in');
  const email = page.getByLabel('E-mail');
  const password = page.getByLabel('Password', { exact: true });
  const submit = page.getByRole('button', { name: 'Sign in' });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await email.fill('somebody-else@example.com');
    await password.fill(`wrong ${attempt}`);
    await submit.click();
    await expect(page.getByText('E-mail or password is wrong')).toBeVisible();
    await expect(email).toHaveValue('somebody-else@example.com');
    await page.reload();
  }
  await email.fill('somebody-else@example.com');
  await password.fill(OWNER.password);
  await submit.click();
  await expect(page.getByText('Too many attempts')).toBeVisible();
});
