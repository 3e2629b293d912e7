import { expect as soonExpect, type Page } from '@playwright/test';
import { ORIGIN } from '../support/console-process';
import { FieldsPage } from '../support/fields-page';
import { UsersPage } from '../support/users-page';
import { wordsOf } from '../support/words';

/** A screen in a state that somebody brings it into. */
export interface State {
  name: string;
  path: string;
  signedIn: boolean;
  /** Before the page is opened. */
  before?: (page: Page) => Promise<void>;
  /** What is done there; `take` counts the widths and themes, for what can be done once only. */
  bring: (page: Page, take: number) => Promise<void>;
}

/** A busy machine takes its time to look good. */
export const expect = soonExpect.configure({ timeout: 60_000 });
const words = wordsOf('en');
const FIELDS = '/tenants/globex/fields';
const USERS = '/tenants/globex/users';
const BRANDING = '/tenants/globex/branding';
/** One for each take: a field that is there cannot be added again. */
const NEW_FIELDS = ['cost_centre', 'badge_number', 'office', 'job_title'];

async function plan(page: Page, take: number): Promise<FieldsPage> {
  const fields = new FieldsPage(page, words);
  await fields.add({ name: NEW_FIELDS[take] ?? 'nickname', type: 'text', switches: ['indexed'] });
  await fields.review(1);
  return fields;
}

/** Several kinds of change, told one by one. */
async function collect(page: Page): Promise<void> {
  const fields = new FieldsPage(page, words);
  await fields.edit('department', (drawer) => drawer.getByRole('checkbox', { name: words('fields.required'), exact: true }).click());
  await fields.choose('is_vip', 'drop');
  await page.getByRole('button', { name: words('common.reorder.handle', { name: 'hired_on' }), exact: true }).press('Space');
  for (const key of ['ArrowUp', 'ArrowUp', 'Space']) await page.keyboard.press(key);
  await page.getByRole('button', { name: words('fields.pending', { count: 3 }) }).click();
}

export const STATES: readonly State[] = [
  {
    name: 'audit-event',
    path: '/tenants/acme-manufacturing/audit',
    signedIn: true,
    bring: async (page) => {
      await page.getByRole('button', { name: words('audit.action.tenants.create') }).first().click();
      await expect(page.getByRole('dialog')).toContainText(words('audit.hash'));
    },
  },
  {
    name: 'audit-filters',
    path: '/audit?door=cli&from=2026-01-01T00%3A00%3A00.000Z',
    signedIn: true,
    bring: async (page) => {
      await expect(page.getByLabel(words('audit.from'))).toBeVisible();
    },
  },
  {
    name: 'audit-verify',
    path: '/audit',
    signedIn: true,
    bring: async (page) => {
      await page.getByRole('button', { name: words('audit.verify') }).click();
      await expect(page.getByRole('dialog')).toContainText(words('audit.head'));
    },
  },
  {
    name: 'tenant-settings-conflict',
    path: '/tenants/acme-manufacturing/settings',
    signedIn: true,
    bring: async (page, take) => {
      const other = await page.context().newPage();
      await other.goto('/tenants/acme-manufacturing/settings');
      await other.getByLabel(words('tenants.policy.lockoutMinutes')).fill(String(30 + take));
      await other.getByLabel(words('tenants.policy.maxAttempts')).fill(String(20 + take));
      await other.getByRole('button', { name: words('common.save') }).click();
      await expect(other.getByText(words('tenants.policy.unsaved'))).toHaveCount(0);
      await other.close();
      await page.getByLabel(words('tenants.policy.maxAttempts')).fill('8');
      await page.getByRole('button', { name: words('common.save') }).click();
      await expect(page.getByRole('dialog')).toContainText(words('common.conflictTitle'));
    },
  },
  {
    name: 'field-drawer',
    path: FIELDS,
    signedIn: true,
    bring: async (page) => {
      await page.getByRole('button', { name: words('fields.add') }).click();
      const drawer = page.getByRole('dialog');
      await expect(drawer.getByRole('textbox').first()).toBeFocused();
      await page.keyboard.type('nickname');
      await expect(drawer.locator('code').filter({ hasText: '"nickname"' })).toBeVisible();
    },
  },
  {
    name: 'fields-lifted',
    path: FIELDS,
    signedIn: true,
    bring: async (page) => {
      await page.getByRole('button', { name: words('common.reorder.handle', { name: 'hired_on' }), exact: true }).press('Space');
      await page.keyboard.press('ArrowUp');
    },
  },
  { name: 'fields-pending', path: FIELDS, signedIn: true, bring: collect },
  {
    name: 'fields-blocked',
    path: FIELDS,
    signedIn: true,
    bring: async (page) => {
      const fields = new FieldsPage(page, words);
      await fields.edit('department', (drawer) => drawer.getByLabel(words('fields.type'), { exact: true }).selectOption({ label: words('fields.types.integer') }).then(() => undefined));
      await fields.review(1);
    },
  },
  { name: 'fields-plan', path: FIELDS, signedIn: true, bring: async (page, take) => void (await plan(page, take)) },
  {
    name: 'fields-apply',
    path: FIELDS,
    signedIn: true,
    bring: async (page, take) => {
      const { drawer } = await plan(page, take);
      await drawer.getByRole('button', { name: words('fields.apply'), exact: true }).click();
      await expect(drawer.getByText(words('fields.appliedTitle'))).toBeVisible({ timeout: 60_000 });
    },
  },
  { name: 'users-filtered', path: `${USERS}?filter=department.eq.Engineering&sort=-createdAt`, signedIn: true, bring: (page) => expect(page.getByRole('row')).not.toHaveCount(0) },
  {
    name: 'user-form-errors',
    path: USERS,
    signedIn: true,
    bring: async (page) => {
      const users = new UsersPage(page, words);
      await users.openNew();
      await users.fill({ [words('users.column.email')]: 'not an address' });
      await users.submit();
      await expect(page.locator('[aria-invalid="true"]').first()).toBeFocused();
    },
  },
  {
    name: 'saved-views',
    path: `${USERS}?filter=department.eq.Sales`,
    signedIn: true,
    bring: async (page) => {
      await page.getByRole('button', { name: words('views.save'), exact: true }).click();
      await page.getByRole('dialog').getByRole('textbox').fill('Sales people');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(page.getByRole('navigation', { name: words('views.label') }).getByText('Sales people')).toBeVisible();
    },
  },
  {
    name: 'palette',
    path: '/tenants/globex',
    signedIn: true,
    bring: async (page) => {
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('combobox')).toBeFocused();
      await page.keyboard.type('glo');
      await expect(page.getByRole('option').filter({ hasText: 'Globex' })).not.toHaveCount(0);
    },
  },
  {
    name: 'live-lost',
    path: '/tenants',
    signedIn: true,
    before: async (page) => void (await page.route('**/api/v1/events*', (route) => route.abort())),
    bring: (page) => expect(page.locator('svg.lucide-cloud-off:visible')).not.toHaveCount(0, { timeout: 60_000 }),
  },
  {
    name: 'branding-contrast',
    path: BRANDING,
    signedIn: true,
    bring: async (page) => {
      await page.getByRole('tab', { name: words('branding.panels.colors') }).click();
      await page.getByLabel(words('branding.roles.muted'), { exact: true }).fill('#a9bdb5');
      await page.getByText(words('branding.pair', { front: words('branding.roles.muted'), back: words('branding.roles.surface') })).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'branding-publish',
    path: BRANDING,
    signedIn: true,
    bring: async (page) => {
      await page.getByRole('button', { name: words('branding.publishOpen') }).click();
      await expect(page.getByRole('dialog').getByRole('listitem')).not.toHaveCount(0);
    },
  },
  {
    name: 'branding-history',
    path: BRANDING,
    signedIn: true,
    bring: async (page) => {
      await page.getByRole('button', { name: words('branding.history') }).click();
      await page.getByRole('dialog').getByRole('button', { expanded: false }).first().click();
    },
  },
  {
    name: 'branding-register',
    path: BRANDING,
    signedIn: true,
    bring: async (page) => {
      const preview = page.getByRole('region', { name: words('branding.preview'), exact: true });
      for (const name of ['pages.register', 'devices.phone', 'modes.dark'] as const) await preview.getByRole('button', { name: words(`branding.${name}`), exact: true }).click();
      await preview.scrollIntoViewIfNeeded();
    },
  },
  ...(['es', 'pt'] as const).map((language): State => ({
    name: `branding-${language}`,
    path: BRANDING,
    signedIn: true,
    before: (page) => page.context().addCookies([{ name: 'tenantry-locale', value: language, url: ORIGIN }]),
    bring: async (page) => {
      const own = wordsOf(language);
      await page.getByRole('tab', { name: own('branding.panels.texts') }).click();
      await page.getByRole('button', { name: language.toUpperCase(), exact: true }).click();
      await page.context().clearCookies({ name: 'tenantry-locale' });
    },
  })),
  { name: 'setup-refused', path: '/setup?token=nothing-that-was-ever-made', signedIn: false, bring: (page) => expect(page.getByRole('heading', { level: 1 })).toBeVisible() },
];
