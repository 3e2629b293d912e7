import { expect as expectSoon, type Page } from '@playwright/test';
import { wordsOf } from '../support/words';
import type { State } from './states';

/** A console photographed on a busy machine is slow, not broken. */
const expect = expectSoon.configure({ timeout: 60_000 });
const words = wordsOf('en');
const named = (page: Page, label: string) => page.getByRole('button', { name: label, exact: true });
const opened = (page: Page) => expect(page.getByRole('dialog')).toBeVisible();
const serverNamed = async (page: Page, name: string) => {
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
};
const editServer = async (page: Page, name: string) => {
  await serverNamed(page, name);
  await page.getByRole('link', { name: words('servers.edit'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: words('servers.editTitle', { name }) })).toBeVisible();
};
/** The sheet of narrow screens; wide ones show their navigation anyway. */
const openMenu = async (page: Page) => {
  const menu = named(page, words('nav.openMenu'));
  if (!(await menu.isVisible())) return false;
  await menu.click();
  await opened(page);
  return true;
};

/** Screens that belong to no tenant, in the states that somebody brings them into. */
export const GLOBAL_STATES: readonly State[] = [
  {
    name: 'overview',
    path: '/',
    signedIn: true,
    // Asked of the servers once the page stands.
    bring: (page) => expect(page.getByText(words('migrations.state.drifted'))).toBeVisible(),
  },
  {
    name: 'sign-in-refused',
    path: '/sign-in',
    signedIn: false,
    bring: async (page) => {
      await page.getByLabel(words('auth.email')).fill('nobody@example.com');
      await page.getByLabel(words('auth.password'), { exact: true }).fill('not the password');
      await named(page, words('auth.signIn')).click();
      await expect(page.getByText(words('auth.refused.unauthenticated.title'))).toBeVisible();
    },
  },
  {
    name: 'server-down',
    path: '/servers',
    signedIn: true,
    bring: (page) => serverNamed(page, 'sa-east-primary'),
  },
  {
    name: 'server-edit',
    path: '/servers',
    signedIn: true,
    bring: (page) => editServer(page, 'eu-west-primary'),
  },
  {
    name: 'server-test-failed',
    path: '/servers',
    signedIn: true,
    bring: async (page) => {
      await editServer(page, 'sa-east-primary');
      await named(page, words('servers.testConnection')).click();
      await expect(page.locator('[data-check]')).not.toHaveCount(0);
      await page.locator('[data-check]').last().scrollIntoViewIfNeeded();
    },
  },
  { name: 'server-none-found', path: '/servers?q=nothing-like-it', signedIn: true, bring: (page) => expect(page.getByText(words('common.noMatchTitle'))).toBeVisible() },
  {
    name: 'run-failed',
    path: '/runs?status=failed',
    signedIn: true,
    bring: async (page) => {
      await page.getByRole('link', { name: words('runs.kind.tenant.provision') }).first().click();
      await expect(page.getByText(words('runs.step.check_server'))).toBeVisible();
    },
  },
  {
    name: 'list-failed',
    path: '/runs',
    signedIn: true,
    bring: async (page) => {
      await page.route('**/rpc/**', (route) => route.abort());
      await page.getByLabel(words('runs.anyStatus')).selectOption('failed');
      await expect(named(page, words('common.tryAgain'))).toBeVisible({ timeout: 60_000 });
    },
  },
  {
    name: 'list-walked',
    path: '/runs',
    signedIn: true,
    bring: async (page) => {
      for (const key of ['j', 'j', 'j']) await page.keyboard.press(key);
      await expect(page.locator('tbody tr').nth(2).getByRole('link').first()).toBeFocused();
    },
  },
  {
    name: 'audit-export',
    path: '/audit',
    signedIn: true,
    bring: async (page) => {
      await named(page, words('audit.export.open')).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'copy-as',
    path: '/servers/embedded',
    signedIn: true,
    bring: async (page) => {
      await named(page, words('api.copyAs')).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'token-new',
    path: '/settings/tokens',
    signedIn: true,
    bring: async (page) => {
      await named(page, words('settings.newToken')).click();
      await opened(page);
    },
  },
  {
    name: 'admin-invite',
    path: '/settings/admins',
    signedIn: true,
    bring: async (page) => {
      await named(page, words('admins.invite')).click();
      await opened(page);
    },
  },
  {
    name: 'second-factor',
    path: '/settings',
    signedIn: true,
    bring: async (page) => {
      await named(page, words('settings.secondFactorSetUp')).click();
      await opened(page);
    },
  },
  {
    name: 'shortcuts',
    path: '/',
    signedIn: true,
    bring: async (page) => {
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toContainText(words('palette.inLists'));
    },
  },
  {
    name: 'tenant-switcher',
    path: '/tenants/globex',
    signedIn: true,
    bring: async (page) => {
      await page.keyboard.press('s');
      await expect(page.getByRole('option')).not.toHaveCount(0);
    },
  },
  {
    name: 'account-menu',
    path: '/',
    signedIn: true,
    bring: async (page) => {
      await openMenu(page);
      await page.getByRole('button', { name: /^Account of/ }).filter({ visible: true }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    // The sheet on a phone; elsewhere the sidebar folded to its icons.
    name: 'navigation',
    path: '/runs',
    signedIn: true,
    bring: async (page) => {
      if (await openMenu(page)) return;
      await named(page, words('nav.collapse')).click();
      await expect(named(page, words('nav.expand'))).toBeVisible();
      await page.context().clearCookies({ name: 'tenantry-sidebar' });
    },
  },
];
