import { totpCode } from '@/lib/secrets/totp';
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, signIn, test } from './support/fixtures';
import { localClient, restClient, untilDatabase, type RestClient } from './support/rest';
import { openTenantTable } from './support/tenant-table';
import { exactly } from './support/words';

const SLUG = 'account-works';
const LONG = 'María Fernanda de los Ángeles Guimarães Wolfeschlegelsteinhausenbergerdorff';
const ADA = 'ada.lovelace@example.com';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const SAFARI = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
const PEOPLE = 29;
/** More than the drawer shows at once. */
const ADAS_SESSIONS = 24;

test('what users hold is seen and ended, user by user and all at once; roles say what they may do', async ({ page, baseURL }) => {
  test.setTimeout(300_000);
  const fsRoot = process.env.E2E_FS_ROOT ?? '';
  const rest = await localClient(fsRoot);
  const ada = await test.step('a tenant is in use', () => seed(rest, fsRoot, baseURL ?? ''));
  await signIn(page);
  await test.step('a user who is locked out is found and unlocked', () => unlock(page, ada));
  await test.step('sessions, identities, second factor and consents are taken away', () => takeAway(page));
  await test.step('roles are made, and ticked in the matrix', () => makeRoles(page));
  await test.step('a change that lost to another shows both versions', () => loseToAnother(page, rest));
  await test.step('a role is given to a user, and cannot be deleted then', () => giveRole(page, rest, ada));
  await test.step('sessions of all are narrowed by the address, and ended for everyone', () => signOutEveryone(page, ada));
});

async function seed(rest: RestClient, fsRoot: string, origin: string): Promise<string> {
  await rest('POST', '/tenants', { slug: SLUG, name: 'Account Works' });
  await untilDatabase(rest, SLUG, 'READY');
  await rest('POST', `/tenants/${SLUG}/clients`, { clientId: 'web-portal', name: 'Web portal', kind: 'web', type: 'confidential', redirectUris: ['https://portal.example/cb'] });
  await rest('POST', `/tenants/${SLUG}/clients`, { clientId: 'mobile', name: 'Mobile', kind: 'native', type: 'public', redirectUris: ['com.example.mobile:/cb'] });
  const { json } = await rest('POST', '/tokens', { name: 'accounts', role: 'runtime', tenants: [SLUG] });
  const asServer = restClient(origin, String(json['secret'] ?? json['token']));
  const runtime = async (path: string, body: unknown) => {
    const answer = await asServer('POST', `/tenants/${SLUG}/runtime/${path}`, body);
    expect(answer.status, JSON.stringify(answer.json)).toBeLessThan(300);
    return answer.json;
  };
  const person = async (body: object) => String((await rest('POST', `/tenants/${SLUG}/users`, body)).json['id']);
  const ada = await person({ email: ADA, name: LONG, password: 'correct horse battery 9' });
  const session = (userId: string, n: number) => runtime('sessions', { userId, clientId: n % 3 ? 'web-portal' : 'mobile', ip: `192.0.2.${n + 1}`, userAgent: n % 2 ? FIREFOX : SAFARI, amr: ['pwd'] });
  for (let n = 0; n < ADAS_SESSIONS; n += 1) await session(ada, n);
  for (let n = 0; n < PEOPLE; n += 1) {
    const userId = await person({ email: `person${n}@a-rather-long-department-name.example.com`, name: `${LONG} ${n}` });
    await session(userId, n);
  }
  await runtime('refresh-tokens', { userId: ada, clientId: 'web-portal', scopes: ['openid', 'offline_access'] });
  await runtime('consents', { userId: ada, clientId: 'web-portal', scopes: ['openid', 'profile', 'email', 'offline_access'] });
  const { secret } = await runtime('mfa/enrol', { userId: ada });
  await runtime('mfa/confirm', { userId: ada, code: totpCode(String(secret)) });
  const table = await openTenantTable(fsRoot, SLUG);
  await table.query((users) => `INSERT INTO ${users.replace('app_user', 'identity')} (user_id, provider, subject, email, email_verified) VALUES ('${ada}', 'google', '108124557788', '${ADA}', true)`).finally(() => table.close());
  for (let reason: unknown; reason !== 'locked'; ) ({ reason } = await runtime('verify-password', { email: ADA, password: 'wrong', ip: '203.0.113.9', userAgent: FIREFOX }));
  return ada;
}

const drawer = (page: Page) => page.getByRole('dialog', { name: ADA });
const part = (page: Page, name: string) => drawer(page).getByRole('tab', { name, exact: true });

async function unlock(page: Page, ada: string): Promise<void> {
  await page.goto(`/tenants/${SLUG}/users?q=ada`);
  await page.getByRole('button', { name: ADA, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`user=${ada}`));
  await expect(drawer(page).getByText('Locked out, opens').first()).toBeVisible();
  await expectAccessible(page);
  await drawer(page).getByRole('button', { name: 'Unlock' }).first().click();
  await expect(drawer(page).getByText('Locked out, opens')).toHaveCount(0);
  await part(page, 'Profile').focus();
  await page.keyboard.press('End');
  await expect(page).toHaveURL(/tab=activity/);
  await expect(drawer(page).getByText('Wrong', { exact: true }).first()).toBeVisible();
  await page.reload();
  await expect(part(page, 'Activity')).toHaveAttribute('aria-selected', 'true');
  await expectAccessible(page);
}

async function takeAway(page: Page): Promise<void> {
  await part(page, 'Sessions').click();
  await expect(drawer(page).getByText(`${ADAS_SESSIONS} active · 0 expired · 0 revoked`)).toBeVisible();
  await expect(drawer(page).getByText('Firefox · Linux').first()).toBeVisible();
  await expectAccessible(page);
  await drawer(page).getByRole('button', { name: 'End', exact: true }).first().click();
  await expect(drawer(page).getByText(`${ADAS_SESSIONS - 1} active · 0 expired · 1 revoked`)).toBeVisible();
  await drawer(page).getByRole('button', { name: 'Show more' }).click();
  await expect(drawer(page).getByRole('tabpanel', { name: 'Sessions' }).getByRole('listitem')).toHaveCount(ADAS_SESSIONS);
  await drawer(page).getByRole('button', { name: 'End all sessions' }).click();
  const question = page.getByRole('dialog', { name: 'End all sessions' });
  await expect(question).toContainText(`${ADAS_SESSIONS - 1} active sessions end`);
  await question.getByRole('button', { name: 'End all sessions' }).click();
  await expect(drawer(page).getByText(`0 active · 0 expired · ${ADAS_SESSIONS} revoked`)).toBeVisible();

  await part(page, 'Identities').click();
  await expectAccessible(page);
  await drawer(page).getByRole('listitem').filter({ hasText: 'Google' }).getByRole('button', { name: 'Unlink' }).click();
  await page.getByRole('dialog', { name: 'Unlink Google?' }).getByRole('button', { name: 'Unlink' }).click();
  await expect(drawer(page).getByRole('tabpanel', { name: 'Identities' }).getByRole('listitem')).toHaveCount(1);
  await expect(drawer(page).getByRole('button', { name: 'Unlink' })).toBeDisabled();

  await part(page, 'MFA').click();
  await expect(drawer(page).getByText('10 left')).toBeVisible();
  await expectAccessible(page);
  await drawer(page).getByRole('button', { name: 'Remove MFA' }).click();
  await page.getByRole('dialog', { name: 'Remove the second factor' }).getByRole('button', { name: 'Remove MFA' }).click();
  await expect(drawer(page).getByText('No second factor')).toBeVisible();

  await part(page, 'Consents').click();
  await expectAccessible(page);
  await drawer(page).getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog', { name: 'Revoke the consent' }).getByRole('button', { name: 'Revoke' }).click();
  await expect(drawer(page).getByRole('tabpanel', { name: 'Consents' }).getByText('Revoked', { exact: true }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/user=/);
}

const matrix = (page: Page) => page.getByRole('region', { name: 'Permissions by role' });
const cell = (page: Page, role: string, permission: string) => matrix(page).getByRole('checkbox', { name: `${role}: ${permission}`, exact: true });

async function makeRoles(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections of the tenant' }).getByRole('link', { name: 'Roles' }).click();
  for (const { name, parent } of [{ name: 'support', parent: 'member' }, { name: 'support-lead', parent: 'support' }]) {
    await page.getByRole('button', { name: 'New role' }).click();
    const form = page.getByRole('dialog', { name: 'New role' });
    await form.getByLabel('Name').fill(name);
    await form.getByLabel('Inherits from').selectOption(parent);
    await form.getByRole('button', { name: 'Create role' }).click();
    await expect(page.getByRole('list', { name: 'Roles' }).getByText(name, { exact: true }).first()).toBeVisible();
  }
  for (const permission of ['tickets:read', 'tickets:close']) {
    await page.getByLabel('Add a permission').fill(permission);
    await page.keyboard.press('Enter');
  }
  await cell(page, 'support', 'tickets:read').click();
  await cell(page, 'support-lead', 'tickets:close').press('Space');
  await expect(matrix(page).getByText('support-lead inherits tickets:read from support')).toBeAttached();
  await page.getByRole('navigation', { name: 'Sections of the tenant' }).getByRole('link', { name: 'Users' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Keep editing' }).click();
  await expect(page.getByText('2 roles changed')).toBeVisible();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('2 roles changed')).toHaveCount(0);
  await expectAccessible(page);
  await page.reload();
  await expect(cell(page, 'support-lead', 'tickets:close')).toBeChecked();
}

const choice = (dialog: Locator, name: string, side: 'Yours' | 'Saved') => dialog.getByRole('group', { name, exact: true }).getByRole('radio', { name: new RegExp(`^${side}`) });

async function loseToAnother(page: Page, rest: RestClient): Promise<void> {
  await cell(page, 'support', 'tickets:close').click();
  await rest('PATCH', `/tenants/${SLUG}/roles/support`, { permissions: ['tickets:assign'] }, { 'if-match': '*' });
  await page.getByRole('button', { name: 'Save changes' }).click();
  const both = page.getByRole('dialog', { name: 'Somebody else saved first' });
  await expect(both.getByRole('group')).toHaveCount(3);
  // What only the other changed is theirs, what only I changed is mine.
  await expect(choice(both, 'tickets:assign', 'Saved')).toBeChecked();
  await expect(choice(both, 'tickets:read', 'Saved')).toBeChecked();
  await expect(choice(both, 'tickets:close', 'Yours')).toBeChecked();
  await expectAccessible(page);
  await choice(both, 'tickets:read', 'Saved').press('ArrowUp');
  await expect(choice(both, 'tickets:read', 'Yours')).toBeChecked();
  await both.getByRole('button', { name: 'Save this choice' }).click();
  await expect(page.getByText('1 role changed')).toHaveCount(0);
  for (const permission of ['tickets:assign', 'tickets:close', 'tickets:read']) await expect(cell(page, 'support', permission)).toBeChecked();
}

async function giveRole(page: Page, rest: RestClient, ada: string): Promise<void> {
  await page.goto(`/tenants/${SLUG}/users?user=${ada}&tab=roles`);
  await drawer(page).getByRole('checkbox', { name: /^support-lead/ }).click();
  await rest('PUT', `/tenants/${SLUG}/users/${ada}/roles`, { roles: ['member'] }, { 'if-match': '*' });
  await expect(drawer(page).getByRole('region', { name: 'Resulting permissions' })).toContainText('tickets:close');
  await expectAccessible(page);
  await drawer(page).getByRole('button', { name: 'Save changes' }).last().click();
  const both = page.getByRole('dialog', { name: 'Somebody else saved first' });
  await expect(choice(both, 'member', 'Saved')).toBeChecked();
  await expect(choice(both, 'support-lead', 'Yours')).toBeChecked();
  await choice(both, 'member', 'Saved').press('ArrowUp');
  // Nothing of theirs is taken then.
  await both.getByRole('button', { name: 'Save mine' }).click();
  await expect(page.getByText(`The roles of ${ADA} were saved`)).toBeVisible();
  await expect(drawer(page).getByRole('checkbox', { name: /^member/ })).not.toBeChecked();
  await drawer(page).getByRole('link', { name: 'Open Roles' }).click();
  await page.getByRole('button', { name: 'Actions for support-lead' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: 'Delete support-lead?' });
  await expect(question).toContainText(ADA);
  await expect(question.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await page.getByRole('list', { name: 'Roles' }).getByRole('button', { name: '1 user' }).click();
  const members = page.getByRole('dialog', { name: 'Users with support-lead' });
  await members.getByRole('link', { name: ADA }).click();
  await expect(drawer(page).getByRole('checkbox', { name: /^support-lead/ })).toBeChecked();
}

async function signOutEveryone(page: Page, ada: string): Promise<void> {
  await page.goto(`/tenants/${SLUG}/sessions`);
  await expect(page.getByRole('button', { name: exactly(`Active ${PEOPLE}`) })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: exactly(`Revoked ${ADAS_SESSIONS}`) }).click();
  await expect(page).toHaveURL(/status=revoked/);
  await expect(page.getByRole('row').filter({ hasText: ADA })).toHaveCount(ADAS_SESSIONS);
  await page.goto(`/tenants/${SLUG}/sessions?userId=${ada}`);
  await page.getByRole('button', { name: `Only of ${ADA}` }).click();
  await expect(page).not.toHaveURL(/userId/);
  await page.getByRole('navigation', { name: 'What is listed' }).getByRole('link', { name: 'Refresh tokens' }).click();
  // Until the other list is there, the rows are those of the sessions.
  await expect(page.getByRole('row').filter({ hasText: ADA }).filter({ hasText: 'by an operator' })).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole('navigation', { name: 'What is listed' }).getByRole('link', { name: 'Sessions' }).click();
  await page.getByRole('button', { name: 'Sign out everyone' }).click();
  const question = page.getByRole('dialog', { name: 'Sign out everyone' });
  await expect(question).toContainText(`Ends ${PEOPLE} active sessions`);
  await expect(question.getByRole('button', { name: 'Sign out everyone' })).toBeDisabled();
  await question.getByLabel(`Type ${SLUG} to confirm`).fill(SLUG);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: exactly('Active 0') })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page fits a phone').toBe(true);
}
