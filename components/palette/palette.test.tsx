// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MESSAGES } from '@/lib/i18n/messages';
import { orpc } from '@/lib/doors/rpc/client';
import { Palette } from './palette';

const ROUTER: AppRouterInstance = { back: vi.fn(), forward: vi.fn(), refresh: vi.fn(), push: vi.fn(), replace: vi.fn(), prefetch: vi.fn() } as unknown as AppRouterInstance;
const PAGE = { items: [{ slug: 'acme', name: 'Acme Manufacturing' }], nextCursor: null };

function show({ permissions = ['tenants:read', 'audit:read'], only }: { permissions?: string[]; only?: 'tenants' } = {}) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  // What the server answered earlier: nothing is asked over the network here.
  if (permissions.includes('tenants:read')) for (const limit of [6, 20]) queries.setQueryData(orpc.tenants.list.queryKey({ input: { limit, sort: '-updatedAt' } }), PAGE as never);
  const onClose = vi.fn();
  const onShortcuts = vi.fn();
  render(
    <AppRouterContext value={ROUTER}>
      <QueryClientProvider client={queries}>
        <NextIntlClientProvider locale="en" messages={MESSAGES.en} timeZone="UTC">
          <Palette me={{ principal: { name: 'Ana', email: null, role: 'owner' }, permissions }} only={only} onClose={onClose} onShortcuts={onShortcuts} />
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
    expect(active()).toContain('Sign out');
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
});
