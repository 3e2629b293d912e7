import type { Page } from '@playwright/test';
import { expect } from './fixtures';
import type { RestClient } from './rest';

export const THEIR_PASSWORD = 'correct horse battery 7';

/** An admin who was invited and has accepted. */
export async function invite(rest: RestClient, email: string, role: 'operator' | 'viewer' | 'tenant-admin', tenants: string[] = []): Promise<void> {
  const { status, json } = await rest('POST', '/admins', { email, name: email.split('@')[0], role, tenants });
  expect(status, JSON.stringify(json)).toBe(201);
  const token = (json['link'] as { path: string }).path.split(/[#=]/).at(-1);
  expect((await rest('POST', '/invitations/accept', { token, name: email.split('@')[0], password: THEIR_PASSWORD })).status).toBe(200);
}

export async function signInAs(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(THEIR_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}
