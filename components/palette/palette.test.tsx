// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MESSAGES } from '@/lib/i18n/messages';
import { orpc } from '@/lib/doors/rpc/client';
import { Palette } from './palette';

const ROUTER: AppRouterInstance = { back: vi.fn(), forward: vi.fn(), refresh: vi.fn(), push: vi.fn(), replace: vi.fn(), prefetch: vi.fn() } as unknown as AppRouterInstance;
const PAGE = { items: [{ slug: 'acme', name: 'Acme Manufacturing', database: {} }], nextCursor: null };

function show({ permissions = ['tenants:read', 'audit:read'], only, path = '/' }: { permissions?: string[]; only?: 'tenants'; path?: string } = {}) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  // What the server answered earlier: nothing is asked over the network here.
  if (permissions.includes('tenants:read')) for (const limit of [6, 20]) queries.setQueryData(orpc.tenants.list.queryKey({ input: { limit, sort: '-updatedAt' } }), PAGE as never);
  queries.setQueryData(orpc.tenants.get.queryKey({ input: { slug: 'globex' } }), { slug: 'globex', id: 'id-1', name: 'Globex', database: {} } as never);
  queries.setQueryData(orpc.servers.get.queryKey({ input: { id: 's1' } }), { id: 's1', name: 'West', managed: false, cordoned: false } as never);
  const onClose = vi.fn();
  const onShortcuts = vi.fn();
  render(
    <AppRouterContext value={ROUTER}>
      <QueryClientProvider client={queries}>
        <NextIntlClientProvider locale="en" messages={MESSAGES.en} timeZone="UTC">
          <PathnameContext value={path}><Palette me={{ principal: { id: 'ana', name: 'Ana', email: null, role: 'owner' }, permissions }} only={only} onClose={onClose} onShortcuts={onShortcuts} /></PathnameContext>
        </NextIntlClientProvider>
      </QueryClientProvider>
    </AppRouterContext>,
  );
  const field = screen.getByRole('combobox');
  const active = () => document.getElementById(field.getAttribute('aria-activedescendant') ?? '')?.textContent;
  return { field, active, onClose, onShortcuts };
}

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(cleanup);

describe('the command palette', () => {
  it('moves with the arrows while the focus stays in its field', () => {
    const { field, active } = show();
    expect(active()).toContain('Acme Manufacturing');
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(active()).toContain('Overview');
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    expect(active()).toContain('Language: Português');
    expect(screen.getAllByRole('option', { selected: true })).toHaveLength(1);
  });

  it('narrows pages and actions by what is typed, and runs one by Enter', () => {
    const { field, active, onClose, onShortcuts } = show();
    fireEvent.change(field, { target: { value: 'keyb' } });
    expect(active()).toContain('Keyboard shortcuts');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(onClose).toHaveBeenCalledOnce();
    expect(onShortcuts).toHaveBeenCalledOnce();
  });

  it('offers only what its reader may do', () => {
    show({ permissions: ['audit:read'] });
    expect(screen.getByRole('option', { name: /Audit/ })).toBeTruthy();
    expect(screen.queryByRole('option', { name: /New tenant|Add a database server|Database servers|Acme/ })).toBeNull();
  });

  it('is a tenant switcher when asked for tenants alone', () => {
    show({ only: 'tenants' });
    expect(screen.getAllByRole('option').map((option) => option.getAttribute('href'))).toEqual(['/tenants/acme']);
  });

  it('stays on the same page of the other tenant when it switches', () => {
    show({ only: 'tenants', path: '/tenants/globex/fields' });
    expect(screen.getByRole('option').getAttribute('href')).toBe('/tenants/acme/fields');
  });

  it('offers what can be done with the tenant that is open, by what its reader may do', () => {
    show({ permissions: ['tenants:read', 'users:read'], path: '/tenants/globex/settings' });
    const here = within(screen.getByRole('group', { name: 'Globex' })).getAllByRole('option').map((option) => option.textContent);
    expect(here).toEqual(['Go to its overview', 'Go to its users', 'Go to its sessions', 'Go to its provisioning', 'Go to its migrations', 'Copy the slugglobex', 'Copy the idid-1']);
  });

  it('offers to cordon a server only to who may', () => {
    show({ permissions: ['servers:read'], path: '/servers/s1' });
    expect(within(screen.getByRole('group', { name: 'West' })).getAllByRole('option').map((option) => option.textContent)).toEqual(['Check now', 'Copy the ids1']);
    cleanup();
    show({ permissions: ['servers:read', 'servers:write'], path: '/servers/s1' });
    expect(screen.getByRole('option', { name: 'Cordon' })).toBeTruthy();
  });

  it('remembers what this admin visited, and shows only what may be seen', () => {
    localStorage.setItem('tenantry.recent.ana', '["/tenants/globex/users","/servers/s1"]');
    localStorage.setItem('tenantry.recent.bea', '["/tenants/other"]');
    show({ permissions: ['tenants:read', 'users:read'] });
    const recent = within(screen.getByRole('group', { name: 'Visited lately' })).getAllByRole('option');
    expect(recent.map((option) => option.getAttribute('href'))).toEqual(['/tenants/globex/users']);
    cleanup();
    localStorage.clear();
    show({ permissions: ['tenants:read'] });
    expect(screen.queryByRole('group', { name: 'Visited lately' })).toBeNull();
  });
});
