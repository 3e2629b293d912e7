import type { Page } from '@playwright/test';
import { expect, expectAccessible, signIn, test } from './support/fixtures';
import { localClient, untilDatabase } from './support/rest';

const ONE = 'nav-one';
const TWO = 'nav-two';
test.beforeAll(async () => {
  const rest = await localClient(process.env.E2E_FS_ROOT ?? '');
  for (const slug of [ONE, TWO]) await rest('POST', '/tenants', { slug, name: `Navigation ${slug === ONE ? 'One' : 'Two'}` });
  for (const slug of [ONE, TWO]) await untilDatabase(rest, slug, 'READY');
});

const bar = (page: Page) => page.getByRole('navigation', { name: 'Saved views' });
const settled = async (page: Page) => {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
};

test('a list is kept as a view, opened again, changed, preferred, and found in another browser', async ({ page, browser }) => {
  test.setTimeout(180_000);
  await signIn(page);

  await test.step('what the list shows is saved under a name', async () => {
    await page.goto('/tenants');
    await settled(page);
    await expect(bar(page)).toHaveCount(0);
    await page.getByLabel('Search by name or slug').fill('nav-');
    await expect(page).toHaveURL(/q=nav-/);
    await page.getByLabel('Any database state').selectOption('READY');
    await page.getByRole('button', { name: 'Slug' }).click();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Created' }).click();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/columns=/);
    await page.getByRole('button', { name: 'Save view' }).click();
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.type('Ours');
    await page.keyboard.press('Enter');
    await expect(bar(page).getByRole('link', { name: 'Ours' })).toHaveAttribute('aria-current', 'true');
    await expect(page).toHaveURL(/view=/);
    await expectAccessible(page);
  });

  await test.step('it is one click away; back and forward walk along', async () => {
    await bar(page).getByRole('link', { name: 'All' }).click();
    await expect(page).toHaveURL(/\/tenants$/);
    await bar(page).getByRole('link', { name: 'Ours' }).click();
    await expect(page.getByLabel('Search by name or slug')).toHaveValue('nav-');
    await expect(page.getByRole('columnheader', { name: 'Created' })).toHaveCount(0);
    await page.goBack();
    await expect(page.getByLabel('Search by name or slug')).toHaveValue('');
    await page.goForward();
    await expect(page.getByLabel('Search by name or slug')).toHaveValue('nav-');
  });

  await test.step('it says that the list differs, and keeps the change by the keyboard alone', async () => {
    await page.getByRole('button', { name: 'Name' }).click();
    await expect(bar(page).getByText('Changed')).toBeVisible();
    await bar(page).getByRole('button', { name: 'Actions on view Ours' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Save the changes' }).press('Enter');
    await expect(bar(page).getByText('Changed')).toHaveCount(0);
    await bar(page).getByRole('button', { name: 'Actions on view Ours' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Ours alone');
    await page.keyboard.press('Enter');
    await expect(bar(page).getByRole('link', { name: 'Ours alone' })).toBeVisible();
    await bar(page).getByRole('button', { name: 'Actions on view Ours alone' }).click();
    await page.getByRole('menuitem', { name: 'Open by default' }).click();
    await expect(bar(page).getByLabel('Opens by default')).toBeVisible();
  });

  await test.step('another browser opens the list with it, on a phone too', async () => {
    const other = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-US' });
    const phone = await other.newPage();
    await signIn(phone);
    await phone.goto('/tenants');
    await expect(phone).toHaveURL(/sort=name/);
    await expect(bar(phone).getByRole('link', { name: 'Ours alone' })).toHaveAttribute('aria-current', 'true');
    await expect(phone.getByRole('row')).toHaveCount(3);
    await expectAccessible(phone);
    await bar(phone).getByRole('link', { name: 'All' }).click();
    await expect(phone).toHaveURL(/\?view=all$/);
    await phone.reload();
    await expect(phone).toHaveURL(/\?view=all$/);
    await other.close();
  });

  await test.step('it is deleted, and the list is bare again', async () => {
    await bar(page).getByRole('button', { name: 'Actions on view Ours alone' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(page.getByText('View “Ours alone” deleted')).toBeVisible();
    await expect(bar(page)).toHaveCount(0);
  });
});

test('a list is walked row by row', async ({ page }) => {
  await signIn(page);
  await page.goto('/tenants?q=nav-&sort=slug');
  await settled(page);
  const name = (of: string) => page.getByRole('table').getByRole('link', { name: of, exact: true });
  await expect(name('Navigation One')).toBeVisible();
  await page.keyboard.press('j');
  await expect(name('Navigation One')).toBeFocused();
  await page.keyboard.press('j');
  await expect(name('Navigation Two')).toBeFocused();
  // At the end it stays.
  await page.keyboard.press('j');
  await expect(name('Navigation Two')).toBeFocused();
  await page.keyboard.press('k');
  await expect(name('Navigation One')).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/tenants/${ONE}$`));
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Next row');
  await expectAccessible(page);
});

test('the palette goes to servers, acts on what is open, and remembers', async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page);
  await settled(page);
  const palette = page.getByRole('dialog');
  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('embed');
  await expect(palette.getByRole('group', { name: 'Database servers' }).getByRole('option', { name: /embedded/ })).toBeVisible();
  await expectAccessible(page);
  await palette.getByRole('group', { name: 'Database servers' }).getByRole('option', { name: /embedded/ }).click();
  await expect(page).toHaveURL('/servers/embedded');
  await settled(page);
  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('check now');
  await expect(palette.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByText('embedded: Healthy')).toBeVisible();
  await expect(palette).toHaveCount(0);
  await page.goto(`/tenants/${ONE}/users`);
  await settled(page);
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('group', { name: 'Visited lately' }).getByRole('option', { name: 'embedded' })).toBeVisible();
  const here = palette.getByRole('group', { name: 'Navigation One' });
  await expect(here.getByRole('option', { name: 'Go to its fields' })).toBeVisible();
  await expectAccessible(page);
  await here.getByRole('option', { name: 'Go to its fields' }).click();
  await expect(page).toHaveURL(`/tenants/${ONE}/fields`);
});

test('the tenant is switched from the sidebar, open or collapsed, and on a phone; the page stays the same', async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page);
  await page.goto(`/tenants/${ONE}/fields`);
  await settled(page);
  const palette = page.getByRole('dialog', { name: 'Switch tenant' });
  const go = async (name: string, url: string) => {
    await palette.getByRole('combobox').fill(name);
    await expect(palette.getByRole('option')).toHaveCount(1);
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(url);
    await settled(page);
  };
  await page.keyboard.press('s');
  await go(TWO, `/tenants/${TWO}/fields`);
  await page.getByRole('button', { name: 'Collapse the sidebar' }).click();
  await page.getByRole('complementary').getByRole('button', { name: 'Switch tenant: Navigation Two' }).click();
  await go(ONE, `/tenants/${ONE}/fields`);
  await page.getByRole('button', { name: 'Expand the sidebar' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/tenants/${ONE}/settings`);
  await settled(page);
  await page.getByRole('banner').getByRole('button', { name: 'Switch tenant: Navigation One' }).click();
  await go(TWO, `/tenants/${TWO}/settings`);
  await expectAccessible(page);
});
