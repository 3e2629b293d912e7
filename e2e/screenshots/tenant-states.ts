import type { Page } from '@playwright/test';
import { FieldsPage } from '../support/fields-page';
import { UsersPage } from '../support/users-page';
import { wordsOf } from '../support/words';
import { expect, type State } from './states';

const words = wordsOf('en');
const GLOBEX = '/tenants/globex';
const USER = 'emily.carter@globex.example';
const FILE = 'email,name,department,hired_on,shoe_size\nmarta.lopez@globex.example,Marta López,Sales,2024-01-15,38\nnot an address,Somebody,Finance,2024-13-01,\nana.maria.quintero@globex.example,Ana María,Sales,2020-03-01,37\n';

/** Opens what a button of a page opens. */
const opens = (button: string) => async (page: Page) => {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
};

/** The drawers, dialogs and narrowed lists of one tenant. */
export const TENANT_STATES: readonly State[] = [
  { name: 'tenants-nothing-found', path: '/tenants?q=nobody-is-called-so', signedIn: true, bring: (page) => expect(page.getByText(words('common.noMatchTitle'))).toBeVisible() },
  {
    name: 'user-drawer',
    path: `${GLOBEX}/users`,
    signedIn: true,
    bring: async (page) => {
      await page.getByRole('button', { name: USER, exact: true }).click();
      await page.getByRole('dialog').getByRole('tab', { name: words('account.tab.sessions') }).click();
      await expect(page.getByRole('dialog').getByRole('listitem')).not.toHaveCount(0);
    },
  },
  {
    name: 'users-selected',
    path: `${GLOBEX}/users`,
    signedIn: true,
    bring: async (page) => {
      for (const at of [1, 2]) await page.getByRole('checkbox').nth(at).click();
      await expect(page.getByRole('toolbar')).toBeVisible();
    },
  },
  {
    name: 'users-delete',
    path: `${GLOBEX}/users`,
    signedIn: true,
    bring: async (page) => {
      await new UsersPage(page, words).choose(USER, 'delete');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'users-import',
    path: `${GLOBEX}/users?import=new`,
    signedIn: true,
    bring: async (page) => {
      await page.getByRole('dialog').locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) });
      await page.getByRole('button', { name: words('users.import.check') }).click();
      await expect(page.getByRole('dialog').getByRole('table')).toBeVisible();
    },
  },
  {
    name: 'fields-drop',
    path: `${GLOBEX}/fields`,
    signedIn: true,
    bring: async (page) => {
      const fields = new FieldsPage(page, words);
      await fields.choose('is_vip', 'drop');
      await fields.review(1);
    },
  },
  { name: 'client-new', path: `${GLOBEX}/clients`, signedIn: true, bring: opens(words('clients.new')) },
  { name: 'client-secret', path: `${GLOBEX}/clients/web-shop`, signedIn: true, bring: opens(words('clients.newSecret')) },
  { name: 'scope-new', path: `${GLOBEX}/scopes`, signedIn: true, bring: opens(words('scopes.new')) },
  {
    name: 'role-in-use',
    path: `${GLOBEX}/roles`,
    signedIn: true,
    bring: async (page) => {
      await page.getByRole('button', { name: words('roles.actionsOf', { name: 'shopper' }) }).click();
      await page.getByRole('menuitem', { name: words('roles.delete') }).click();
      // Three users, and the role that inherits from it.
      await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(4);
    },
  },
  {
    name: 'roles-matrix',
    path: `${GLOBEX}/roles`,
    signedIn: true,
    bring: async (page) => {
      await page.getByRole('checkbox', { name: words('roles.allows', { role: 'auditor', permission: 'jobs:run' }) }).click();
      await expect(page.getByText(words('roles.changed', { count: 1 }))).toBeVisible();
    },
  },
  {
    name: 'sign-out-everyone',
    path: `${GLOBEX}/sessions`,
    signedIn: true,
    bring: async (page) => {
      await expect(page.getByText(words('sessions.signOutCounting'))).toHaveCount(0);
      await opens(words('sessions.signOutEveryone'))(page);
    },
  },
  { name: 'roll-back', path: '/tenants/aurora-energia/provisioning', signedIn: true, bring: opens(words('provisioning.rollback')) },
];
