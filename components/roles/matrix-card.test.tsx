// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ActionResult } from '@/components/form/action';
import { MESSAGES } from '@/lib/i18n/messages';
import type { TenantRole } from '@/lib/model/role';
import { MatrixCard } from './matrix-card';
import type { RoleActions } from './role-actions';

const ROLE: TenantRole = { id: '1', name: 'editor', description: '', permissions: ['posts:read', 'posts:write'], parent: null, system: false, users: 0, createdAt: '', updatedAt: '', version: 'v1' };
const LOST: ActionResult<never> = { ok: false, error: { code: 'precondition_failed', title: 'Lost', detail: 'Somebody else', status: 412, errors: [] } };

/** Nothing here leaves the page. */
const stay = () => undefined;
const router = { push: stay, replace: stay, refresh: stay, back: stay, forward: stay, prefetch: stay } as unknown as AppRouterInstance;

/** The matrix, of a role that somebody else saved as `latest` after it was drawn. */
function show(latest: TenantRole) {
  const update = vi.fn<RoleActions['update']>((input, guards) => Promise.resolve(guards?.ifMatch === latest.version ? { ok: true, data: { ...latest, permissions: input.permissions ?? [], version: 'v3' } } : LOST));
  const actions: RoleActions = { create: vi.fn(), update, remove: vi.fn(), get: () => Promise.resolve({ ok: true, data: latest }) };
  render(
    <NextIntlClientProvider locale="en" messages={MESSAGES.en} timeZone="UTC">
      <AppRouterContext value={router}>
        <MatrixCard slug="acme" roles={[ROLE]} actions={actions} onSaved={stay} />
      </AppRouterContext>
    </NextIntlClientProvider>,
  );
  fireEvent.click(screen.getByRole('checkbox', { name: 'editor: posts:write' }));
  fireEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  return () => update.mock.calls.map(([{ permissions }, guards]) => [permissions, guards?.ifMatch]);
}
const side = (dialog: HTMLElement, permission: string, of: string) => within(within(dialog).getByRole('group', { name: permission })).getByRole<HTMLInputElement>('radio', { name: new RegExp(`^${of}`) });
const nothingLeft = () => waitFor(() => expect(screen.queryByText('1 role changed')).toBeNull());

afterEach(cleanup);

describe('two editors of one role’s permissions', () => {
  it('both keep what they changed, unless one says otherwise', async () => {
    const saved = show({ ...ROLE, version: 'v2', permissions: ['posts:delete', 'posts:write'] });
    const dialog = await screen.findByRole('dialog', { name: 'Somebody else saved first' });
    expect(within(dialog).getAllByRole('group')).toHaveLength(3);
    expect(['posts:delete', 'posts:read'].map((permission) => side(dialog, permission, 'Saved').checked)).toEqual([true, true]);
    expect(side(dialog, 'posts:write', 'Yours').checked).toBe(true);
    fireEvent.click(side(dialog, 'posts:read', 'Yours'));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save this choice' }));
    await nothingLeft();
    expect(saved()).toEqual([[['posts:read'], 'v1'], [['posts:delete', 'posts:read'], 'v2']]);
  });

  it('gives theirs to who takes it, and saves nothing', async () => {
    const saved = show({ ...ROLE, version: 'v2', permissions: ['posts:delete'] });
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Take theirs' }));
    await nothingLeft();
    expect(saved()).toHaveLength(1);
  });

  it('asks nothing where the other changed something else, or the same', async () => {
    const renamed = show({ ...ROLE, version: 'v2', description: 'Writes' });
    await nothingLeft();
    expect(renamed()).toEqual([[['posts:read'], 'v1'], [['posts:read'], 'v2']]);
    cleanup();
    const same = show({ ...ROLE, version: 'v2', permissions: ['posts:read'] });
    await nothingLeft();
    expect(same()).toHaveLength(1);
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
