import type { Page } from '@playwright/test';
import { expect, expectAccessible, signIn, test } from './support/fixtures';
import { localClient, type RestClient } from './support/rest';

const SLUG = 'brand-works';
const PATH = `/tenants/${SLUG}/branding`;
const HOSTILE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10" onload="alert(1)"><script>alert(2)</script><image href="https://evil.example/pixel.png"/><path fill="#2554d8" d="M0 0h40v10z"/></svg>';
const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>';
const MARKUP = '<img src=x onerror=alert(1)><b>Hello</b>';

test('branding: drafted, mended, published, lost to another, rolled back', async ({ page, baseURL }) => {
  test.setTimeout(120_000);
  const rest = await localClient(process.env['E2E_FS_ROOT'] ?? '');
  await rest('POST', '/tenants', { slug: SLUG, name: 'Brand Works', database: null });
  const users = (path: string) => fetch(`${baseURL}/t/${SLUG}/${path}`);
  await signIn(page);
  await test.step('colours are written, by keyboard, and the preview follows', () => writeColors(page));
  await test.step('a pair that is too low is told, and its fix taken', () => takeFixes(page));
  await test.step('what is no address cannot be saved, and is found again', () => writeTexts(page));
  await test.step('what is no image is refused in words, and a hostile drawing is cleaned', () => uploadImages(page));
  await test.step('leaving asks', () => leave(page));
  await test.step('published: users see it, and no script', () => publish(page, users));
  await test.step('a draft that lost to another shows both, and is discarded', () => loseToAnother(page, rest));
  await test.step('the former version is brought back', () => rollBack(page, users));
});

const sections = (page: Page) => page.getByRole('navigation', { name: 'Sections of the tenant' });
const preview = (page: Page) => page.getByRole('region', { name: 'Preview', exact: true });
const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name });

async function writeColors(page: Page): Promise<void> {
  await page.goto(`/tenants/${SLUG}`);
  await sections(page).getByRole('link', { name: 'Branding' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Not published yet' })).toBeVisible();
  await expect(preview(page).getByRole('heading', { name: 'Sign in to Brand Works' }).or(preview(page).locator('h1'))).toHaveText('Sign in to Brand Works');
  await expectAccessible(page);
  await tab(page, 'Images').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab(page, 'Colours')).toHaveAttribute('aria-selected', 'true');
  const quiet = page.getByRole('textbox', { name: 'Quiet text', exact: true });
  await quiet.fill('nothing');
  await quiet.press('Tab');
  await expect(page.getByText('Enter a colour like #2554d8.')).toBeVisible();
  await quiet.fill('CCC');
  await expect(preview(page).locator('.center')).toHaveCSS('color', 'rgb(204, 204, 204)');
  await quiet.press('Tab');
  await expect(quiet).toHaveValue('#cccccc');
  await expect(page.getByText('Enter a colour like #2554d8.')).toHaveCount(0);
  await page.getByRole('group', { name: 'Device' }).getByRole('button', { name: 'Phone' }).press('Enter');
  await expect(preview(page).locator('[data-device="phone"]')).toBeVisible();
  await page.getByLabel('Pick a colour: Button', { exact: true }).fill('#7a1fa2');
  await expect(preview(page).locator('.button')).toHaveCSS('background-color', 'rgb(122, 31, 162)');
}

async function takeFixes(page: Page): Promise<void> {
  const pairs = page.getByRole('list', { name: 'Contrast' });
  await expect(pairs.getByText('Too low')).toHaveCount(2);
  await expect(tab(page, /Colours/).getByRole('img', { name: 'Too low' })).toBeVisible();
  // What does on the darker of both grounds does on the other.
  await pairs.getByRole('listitem').filter({ hasText: 'Quiet text on Background' }).getByRole('button', { name: /^Use #/ }).click();
  await expect(pairs.getByText('Too low')).toHaveCount(0);
  await page.getByRole('form').getByRole('button', { name: 'Dark', exact: true }).click();
  await expect(preview(page).locator('.page')).toHaveCSS('background-color', 'rgb(16, 18, 22)');
  await expectAccessible(page);
}

async function writeTexts(page: Page): Promise<void> {
  await tab(page, 'Texts').click();
  await page.getByLabel('Registration: title').fill(MARKUP);
  await expect(preview(page).locator('h1')).toHaveText(MARKUP);
  await expect(preview(page).locator('h1 *')).toHaveCount(0);
  await page.getByRole('form').getByRole('button', { name: 'Português' }).click();
  await page.getByLabel('Sign-in: title').fill('Boas-vindas');
  await expect(preview(page).locator('h1')).toHaveText('Boas-vindas');
  await page.getByLabel(/^Privacy policy/).fill('http://example.com/privacy');
  await tab(page, 'Font, corners').click();
  await page.getByRole('radio', { name: 'Serif' }).click();
  await page.getByRole('slider', { name: 'Corner radius' }).press('End');
  await expect(preview(page).locator('.button')).toHaveCSS('border-radius', '24px');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByText('Enter an address that begins with https://.')).toBeVisible();
  await expect(page.getByLabel(/^Privacy policy/)).toBeFocused();
  await page.keyboard.type('X');
  await page.getByLabel(/^Privacy policy/).fill('https://example.com/privacy');
  await expect(preview(page).locator('.links')).toHaveText('Privacidade');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Save draft' })).toHaveCount(0);
}

async function uploadImages(page: Page): Promise<void> {
  await tab(page, 'Images').click();
  const logo = page.getByRole('group', { name: 'Logo', exact: true });
  const file = page.getByTestId('file-logo');
  await file.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<html><script>alert(1)</script></html>') });
  await expect(logo.getByRole('alert')).toContainText('logo.png is no PNG, JPEG, WebP, ICO or SVG');
  await file.setInputFiles({ name: 'poster.png', mimeType: 'image/png', buffer: Buffer.alloc(300 * 1024) });
  await expect(logo.getByRole('alert')).toContainText('poster.png has 300 KiB; an image may have 256 KiB at most');
  await file.setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(HOSTILE) });
  await expect(preview(page).locator('.logo img')).toHaveAttribute('src', /^data:image\/svg\+xml;base64,/);
  const drawn = Buffer.from(((await preview(page).locator('.logo img').getAttribute('src')) ?? '').split(',')[1] ?? '', 'base64').toString();
  expect(drawn).toContain('<path');
  expect(drawn).not.toMatch(/script|onload|evil/);
  await expect(logo.getByRole('alert')).toHaveCount(0);
  await page.getByTestId('file-favicon').setInputFiles({ name: 'icon.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(ICON) });
  const clear = page.getByRole('button', { name: 'Take out: Tab icon' });
  await clear.click();
  await expect(clear).toHaveCount(0);
  await page.getByRole('button', { name: 'Library: Tab icon' }).click();
  const library = page.getByRole('dialog', { name: 'Tab icon' });
  await expect(library.getByRole('listitem')).toHaveCount(2);
  await expect(library.getByRole('button', { name: 'Delete SVG, 40 × 10, 1 KiB' })).toBeDisabled();
  await expectAccessible(page);
  await library.getByRole('button', { name: 'Delete SVG, 8 × 8, 1 KiB' }).click();
  await page.getByRole('dialog', { name: 'Delete this image?' }).getByRole('button', { name: 'Delete image' }).click();
  await expect(library.getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Escape');
}

async function leave(page: Page): Promise<void> {
  await sections(page).getByRole('link', { name: 'Clients' }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(page).toHaveURL(PATH);
}

async function publish(page: Page, users: (path: string) => Promise<Response>): Promise<void> {
  expect((await users('branding')).status).toBe(404);
  await page.getByRole('button', { name: 'Review and publish' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish version 1?' });
  const changes = dialog.getByRole('list', { name: 'Changes' });
  await expect(changes.getByRole('listitem').filter({ hasText: 'Button (Light)' })).toContainText('#7a1fa2');
  await expect(changes.getByRole('listitem').filter({ hasText: 'Corner radius' })).toContainText('24 px');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Version 1 is live')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toContainText('Version 1');
  const { version, theme } = (await (await users('branding')).json()) as { version: number; theme: { radius: number; logoUrl: string; texts: { en: { registerTitle: string } } } };
  expect({ version, radius: theme.radius, title: theme.texts.en.registerTitle }).toEqual({ version: 1, radius: 24, title: MARKUP });
  const image = await users(theme.logoUrl.replace(`/t/${SLUG}/`, ''));
  expect(image.headers.get('content-type')).toBe('image/svg+xml');
  expect(await image.text()).not.toMatch(/script|onload|evil/);
}

async function loseToAnother(page: Page, rest: RestClient): Promise<void> {
  const { json } = await rest('GET', PATH);
  const draft = json['draft'] as object;
  await tab(page, 'Font, corners').click();
  await page.getByRole('slider', { name: 'Corner radius' }).press('Home');
  await rest('PUT', PATH, { draft: { ...draft, radius: 5 } }, { 'if-match': '*' });
  await expect(page.getByText('saved another draft meanwhile')).toBeVisible();
  await page.getByRole('button', { name: 'Save draft' }).click();
  const both = page.getByRole('dialog', { name: 'Somebody else saved first' });
  const sides = both.getByRole('group', { name: 'Corner radius' });
  for (const words of ['0 px', '5 px']) await expect(sides.getByRole('radio', { name: words })).toBeVisible();
  await both.getByRole('button', { name: 'Take theirs' }).click();
  await expect(page.getByRole('slider', { name: 'Corner radius' })).toHaveValue('5');
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await page.getByRole('dialog', { name: 'Discard the draft?' }).getByRole('button', { name: 'Discard draft' }).click();
  await expect(page.getByRole('slider', { name: 'Corner radius' })).toHaveValue('24');
  await expect(page.getByRole('button', { name: 'Review and publish' })).toBeDisabled();
}

async function rollBack(page: Page, users: (path: string) => Promise<Response>): Promise<void> {
  const radius = page.getByRole('slider', { name: 'Corner radius' });
  await radius.press('Home');
  await page.getByRole('button', { name: 'Review and publish' }).click();
  await page.getByRole('dialog', { name: 'Publish version 2?' }).getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Version 2 is live')).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'History' }).click();
  const history = page.getByRole('dialog', { name: 'History' });
  await history.getByRole('button', { name: '1 change', exact: true }).click();
  await expect(history.getByRole('list', { name: 'Changes' })).toContainText('24 px');
  await expectAccessible(page);
  await history.getByRole('button', { name: 'Roll back to version 1' }).click();
  await page.getByRole('dialog', { name: 'Roll back to version 1?' }).getByRole('button', { name: 'Roll back', exact: true }).click();
  await expect(page.getByText('Version 3 is live: version 1 again')).toBeVisible();
  await expect(radius).toHaveValue('24');
  expect(await (await users('branding')).json()).toMatchObject({ version: 3, theme: { radius: 24 } });
}
