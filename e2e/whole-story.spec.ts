import type { Page } from '@playwright/test';
import type { Language } from '@/lib/model/common';
import { OWNER } from './support/console-process';
import { FieldsPage } from './support/fields-page';
import { expect, expectAccessible, test } from './support/fixtures';
import { openTenantTable } from './support/tenant-table';
import { UsersPage } from './support/users-page';
import { control, exactly, wordsOf, type Words } from './support/words';

interface Teller {
  page: Page;
  words: Words;
  slug: string;
  name: string;
  fields: FieldsPage;
  users: UsersPage;
  /** Looks at the page as it stands; once is enough, the words are no part of it. */
  inspect: () => Promise<void>;
}
/** Enough for a second page. */
const CROWD = 60;

for (const { language, locale, name, slug } of [
  { language: 'en', locale: 'en-US', name: 'Story Works', slug: 'story-works' },
  { language: 'es', locale: 'es-MX', name: 'Compañía de Historias', slug: 'compania-de-historias' },
] satisfies { language: Language; locale: string; name: string; slug: string }[]) {
  test.describe(`in ${language}`, () => {
    test.use({ locale });
    test('from sign-in to a filtered list of users', async ({ page }) => {
      test.setTimeout(300_000);
      const words = wordsOf(language);
      await tell({ page, words, slug, name, fields: new FieldsPage(page, words), users: new UsersPage(page, words), inspect: () => (language === 'en' ? expectAccessible(page) : Promise.resolve()) });
    });
  });
}

async function tell(teller: Teller): Promise<void> {
  await test.step('sign in', () => comeIn(teller));
  await test.step('a tenant is made and provisioned', () => makeTenant(teller));
  const table = await openTenantTable(process.env.E2E_FS_ROOT ?? '', teller.slug);
  try {
    await test.step('fields are added, reviewed and applied', () => addFields(teller));
    await test.step('they are typed columns with their index and their rule', async () => {
      expect(await table.columns()).toMatchObject({ department: 'text', employee_id: 'bigint', is_vip: 'boolean DEFAULT false' });
      const rules = (await table.rules()).join('\n');
      expect(rules).toMatch(/CREATE INDEX .* ON app_user USING btree \(department/);
      expect(rules).toContain('UNIQUE (employee_id)');
    });
    await test.step('users are made by a form of those fields', () => makeUsers(teller));
    await test.step('a user is edited, disabled, enabled and deleted', () => changeUsers(teller));
    await test.step('fields are renamed, retyped, altered', () => changeFields(teller));
    await test.step('the table followed, with its data', async () => {
      expect(await table.columns()).toMatchObject({ department: 'text NOT NULL', badge: 'text', is_vip: 'boolean DEFAULT false' });
      expect(await table.query((users) => `SELECT email, department, badge FROM ${users} ORDER BY email`)).toEqual([
        { email: 'ana@example.com', department: 'IT', badge: '7' },
        { email: 'luis@example.com', department: 'Sales', badge: '8' },
      ]);
    });
    await test.step('a field is dropped by its name, and restored', () => dropAndRestore(teller));
    await table.query((users) => `INSERT INTO ${users} (email, name, department, badge) SELECT 'crowd' || n || '@example.com', 'Crowd ' || n, CASE WHEN n % 6 = 0 THEN 'Sales' ELSE 'IT' END, lpad(n::text, 3, '0') FROM generate_series(100, ${99 + CROWD + 20}) n`);
    await test.step('a list without an index says so, and gets one', () => indexFromHint(teller));
    await test.step('the list is filtered, sorted, paged, and kept by its address', () => filterUsers(teller));
  } finally {
    await table.close();
  }
}

const tab = ({ page, words }: Teller, label: string) => page.getByRole('navigation', { name: words('tenants.sections') }).getByRole('link', { name: label, exact: true }).click();

async function comeIn({ page, words }: Teller): Promise<void> {
  await page.goto('/');
  await expect(page).toHaveURL(/sign-in/);
  await control(page, words, words('auth.email')).fill(OWNER.email);
  await control(page, words, words('auth.password')).fill(OWNER.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: words('nav.overview') })).toBeVisible();
}

async function makeTenant(teller: Teller): Promise<void> {
  const { page, words, slug, name } = teller;
  await page.getByRole('navigation', { name: words('nav.label') }).getByRole('link', { name: words('nav.tenants') }).click();
  await page.getByRole('link', { name: words('tenants.new') }).first().click();
  await control(page, words, words('tenants.name')).fill(name);
  await expect(control(page, words, words('tenants.slug'))).toHaveValue(slug);
  await expect(page.getByText(words('tenants.slugFree'))).toBeVisible();
  await page.getByRole('radio', { name: /^embedded/ }).press('Space');
  await page.getByRole('radio', { name: new RegExp(`^${words('tenants.isolations.schema.name')}`) }).click();
  const review = page.getByRole('main').locator('section').filter({ has: page.getByRole('heading', { name: words('tenants.review') }) });
  await expect(review).toContainText(slug);
  await expect(review).toContainText('embedded');
  await page.getByRole('button', { name: words('tenants.create') }).click();
  await expect(page).toHaveURL(`/tenants/${slug}/provisioning`);
  await expect(page.getByText(words('provisioning.stepsDone', { done: 8, total: 8 }))).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(words('provisioning.ready'))).toBeVisible();
  await tab(teller, words('fields.title'));
  await expect(page.getByText(words('fields.emptyTitle'))).toBeVisible();
}

async function addFields({ page, words, fields, inspect }: Teller): Promise<void> {
  await fields.add({ name: 'department', type: 'text', switches: ['indexed'] });
  await fields.add({ name: 'employee_id', type: 'integer', switches: ['unique'] });
  await fields.add({ name: 'is_vip', type: 'boolean', default: words('common.no') });
  const plan = await fields.review(3);
  for (const sql of ['ADD COLUMN "department" text', 'ADD COLUMN "employee_id" bigint', 'ADD COLUMN "is_vip" boolean', 'CREATE INDEX CONCURRENTLY', 'ADD CONSTRAINT']) await expect(plan).toContainText(sql);
  await expect(plan).toContainText('ACCESS EXCLUSIVE');
  await expect(plan).toContainText('SHARE UPDATE EXCLUSIVE');
  await expect(plan).toContainText(words('fields.noRewrite'));
  await expect(plan).toContainText(words('fields.rows', { count: 0 }));
  await inspect();
  await fields.apply();
  for (const name of ['department', 'employee_id', 'is_vip']) await expect(fields.row(name)).toContainText(words('fields.states.active'));
  await expect(fields.row('employee_id')).toContainText('bigint');
  const desk = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.setViewportSize({ width: 360, height: 800 });
  await expect(fields.row('employee_id')).toBeVisible();
  expect(await page.getByRole('table').evaluateAll((tables) => tables.every((table) => table.getBoundingClientRect().right <= innerWidth && table.scrollWidth <= table.clientWidth)), 'the table fits a phone').toBe(true);
  await page.setViewportSize(desk);
}

async function makeUsers(teller: Teller): Promise<void> {
  const { words, users, inspect } = teller;
  const email = words('users.column.email');
  await tab(teller, words('tenants.users'));
  await users.create({ [email]: 'ana@example.com', [words('users.column.name')]: 'Ana Quintero', department: 'IT', employee_id: '7' });
  await expect(users.row('ana@example.com')).toContainText(words('common.no'));

  await users.openNew();
  await users.fill({ [email]: 'luis', employee_id: 'seven' });
  await users.submit();
  // Said by the browser: no request has to be made for it.
  await expect(users.dialog.getByText(words('validation.invalidEmail'))).toBeVisible();
  await expect(users.dialog.getByText(words('validation.fieldNotInteger'))).toBeVisible();
  await expect(control(users.dialog, words, email)).toBeFocused();
  await users.fill({ [email]: 'luis@example.com', employee_id: '7' });
  await users.submit();
  // Said by the server: only the table knows.
  await expect(control(users.dialog, words, 'employee_id')).toHaveAccessibleDescription(new RegExp(words('validation.taken')));
  await expect(control(users.dialog, words, 'employee_id')).toBeFocused();
  await inspect();
  await users.fill({ employee_id: '8' });
  await users.submit();
  await expect(users.dialog).toHaveCount(0);
  await expect(users.row('luis@example.com')).toContainText('8');
}

async function changeUsers({ page, words, users }: Teller): Promise<void> {
  await users.choose('luis@example.com', 'edit');
  await users.fill({ [words('users.column.name')]: 'Luis Peña' });
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').or(users.dialog).getByRole('button', { name: words('common.keepEditing') }).click();
  await users.dialog.getByRole('button', { name: words('common.save') }).click();
  await expect(users.row('luis@example.com')).toContainText('Luis Peña');

  await users.choose('luis@example.com', 'disable');
  await users.dialog.getByRole('button', { name: words('users.disable') }).click();
  await expect(users.dialog.getByText(words('validation.required'))).toBeVisible();
  await users.fill({ [words('users.reason')]: 'On leave', [words('users.until')]: '2099-01-31T12:00' });
  await users.dialog.getByRole('button', { name: words('users.disable') }).click();
  await expect(users.row('luis@example.com')).toContainText(words('users.status.disabled'));
  await expect(users.row('luis@example.com').getByTitle(/On leave/)).toHaveAttribute('title', /2099/);
  await users.choose('luis@example.com', 'enable');
  await expect(users.row('luis@example.com')).toContainText(words('users.status.active'));

  await users.create({ [words('users.column.email')]: 'gone@example.com' });
  await users.choose('gone@example.com', 'delete');
  const remove = users.dialog.getByRole('button', { name: words('users.delete'), exact: true });
  await expect(remove).toBeDisabled();
  await users.fill({ [words('users.typeEmail', { email: 'gone@example.com' })]: 'gone@example.com' });
  await remove.click();
  await expect(users.dialog).toHaveCount(0);
  await expect(users.row('gone@example.com')).toHaveCount(0);
}

async function changeFields(teller: Teller): Promise<void> {
  const { page, words, fields, users, inspect } = teller;
  await users.choose('luis@example.com', 'edit');
  await users.fill({ department: '' });
  await users.dialog.getByRole('button', { name: words('common.save') }).click();
  await expect(users.dialog).toHaveCount(0);
  await tab(teller, words('fields.title'));
  const type = (drawer: ReturnType<Page['locator']>) => control(drawer, words, words('fields.type'));

  await fields.edit('department', (drawer) => type(drawer).selectOption({ label: words('fields.types.integer') }).then(() => undefined));
  const blocked = await fields.review(1);
  await expect(blocked.locator('[data-blocker=not_convertible]')).toContainText(words('fields.blocker.not_convertible', { count: 1, field: 'department' }));
  await expect(blocked.locator('[data-blocker=not_convertible]')).toContainText('IT');
  await expect(blocked.getByRole('button', { name: words('fields.apply'), exact: true })).toBeDisabled();
  await inspect();
  await page.keyboard.press('Escape');
  await fields.choose('department', 'undo');

  await fields.edit('department', (drawer) => drawer.getByRole('checkbox', { name: words('fields.required'), exact: true }).click());
  await fields.edit('employee_id', async (drawer) => {
    await control(drawer, words, words('fields.name')).fill('badge');
    await type(drawer).selectOption({ label: words('fields.types.text') });
  });
  const plan = await fields.review(2);
  await expect(plan.locator('[data-blocker=nulls]')).toBeVisible();
  await control(plan, words, words('fields.backfill', { field: 'department' })).fill('Sales');
  await fields.apply();
  await expect(fields.row('badge')).toContainText('text');
  await expect(fields.row('employee_id')).toHaveCount(0);
}

async function dropAndRestore({ words, fields, page }: Teller): Promise<void> {
  await fields.choose('is_vip', 'drop');
  const plan = await fields.review(1);
  await expect(plan).toContainText(words('fields.hides'));
  const apply = plan.getByRole('button', { name: words('fields.apply'), exact: true });
  await expect(apply).toBeDisabled();
  await control(plan, words, words('fields.typeName', { name: 'is_vip' })).fill('is_vip');
  await fields.apply();
  await expect(fields.row('is_vip')).toContainText(words('fields.states.hidden'));
  await fields.row('is_vip').getByRole('button', { name: words('fields.restore') }).click();
  await fields.review(1);
  await fields.apply();
  await expect(fields.row('is_vip')).toContainText(words('fields.states.active'));
  await expect(page.getByText(words('fields.hiddenTitle'))).toHaveCount(0);
}

async function indexFromHint(teller: Teller): Promise<void> {
  const { page, words, users, fields, inspect } = teller;
  await tab(teller, words('tenants.users'));
  await users.filter('is_vip', 'eq', words('common.no'));
  await expect(page.getByText(words('users.notIndexedTitle'))).toBeVisible();
  await inspect();
  await page.getByRole('link', { name: words('users.makeIndex', { name: 'is_vip' }) }).click();
  const plan = await fields.review(1);
  await expect(plan).toContainText('CREATE INDEX CONCURRENTLY');
  await fields.apply();
  await page.goBack();
  await expect(page.getByRole('button', { name: words('users.removeFilter', { name: 'is_vip' }) })).toBeVisible();
  await expect(users.row('ana@example.com')).toBeVisible();
  await expect(page.getByText(words('users.notIndexedTitle'))).toHaveCount(0);
  await page.getByRole('button', { name: words('users.removeFilter', { name: 'is_vip' }) }).click();
}

async function filterUsers({ page, words, users, inspect }: Teller): Promise<void> {
  await users.filter('department', 'eq', 'IT');
  await page.getByRole('columnheader', { name: 'badge' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=badge/);
  const people = page.getByRole('row').filter({ hasText: '@example.com' });
  // Text is sorted as text: '100' stands before '7'.
  await expect(people.first()).toContainText('crowd100@example.com');
  await expect(users.row('luis@example.com')).toHaveCount(0);
  const firstPage = await people.count();
  await page.getByRole('button', { name: words('common.next'), exact: true }).click();
  await expect(people.last()).toContainText('ana@example.com');
  const address = page.url();
  expect(new URL(address).searchParams.get('filter')).toBe('department.eq.IT');
  expect(new URL(address).searchParams.get('cursor')).not.toBeNull();
  await page.reload();
  await expect(people.last()).toContainText('ana@example.com');
  expect(page.url()).toBe(address);
  await page.goBack();
  await expect(people.first()).toContainText('crowd100@example.com');
  await expect(people).toHaveCount(firstPage);
  await expect(page.getByText(exactly('Sales'))).toHaveCount(0);
  await inspect();
}
