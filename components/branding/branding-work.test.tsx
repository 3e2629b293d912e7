// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { MESSAGES } from '@/lib/i18n/messages';
import { DEFAULT_THEME, type Branding } from '@/lib/model/branding';
import { contrastOf } from '@/lib/model/branding-contrast';
import type { BrandingActions } from './branding-actions';
import { BrandingWork } from './branding-work';
import type { PreviewWords } from './preview/preview-words';

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: () => undefined }) }));

const WORDS = Object.fromEntries((['en', 'es', 'pt'] as const).map((language) => [language, MESSAGES[language].brandingPreview])) as PreviewWords;
const SAVED: Branding = { draft: DEFAULT_THEME, published: DEFAULT_THEME, version: 4, publishedAt: '2026-01-01T00:00:00.000Z', changed: false, draftSavedAt: null, draftSavedBy: '', contrast: contrastOf(DEFAULT_THEME), etag: 'a' };
const never = () => Promise.reject(new Error('not asked for'));
const ACTIONS: BrandingActions = { get: never, save: never, publish: never, rollBack: never, removeImage: never };

// happy-dom lays nothing out.
beforeAll(() => vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined })));
afterEach(cleanup);

function show(actions: BrandingActions | undefined, data = SAVED) {
  const tree = (branding: Branding) => (
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" messages={MESSAGES.en} timeZone="UTC">
        <BrandingWork slug="acme" name="Acme" language="en" data={branding} words={WORDS} actions={actions} onChanged={() => undefined} />
      </NextIntlClientProvider>
    </QueryClientProvider>
  );
  const { rerender } = render(tree(data));
  return (branding: Branding) => rerender(tree(branding));
}
const open = (panel: string) => fireEvent.click(screen.getByRole('tab', { name: panel }));

describe('the branding of a tenant', () => {
  it('is only looked at by who may not write it', () => {
    show(undefined);
    expect(screen.getByText('You may look at the branding, but not change it.')).toBeTruthy();
    for (const words of ['Review and publish', 'Discard draft', 'Upload: Logo', 'Library: Logo']) expect(screen.queryByRole('button', { name: words }), words).toBeNull();
    expect(screen.getByRole('button', { name: 'History' })).toBeTruthy();
    open('Colours');
    expect(screen.getByRole('textbox', { name: 'Text' }).closest('fieldset')?.disabled).toBe(true);
    open('Font, corners');
    expect(screen.getByRole<HTMLInputElement>('slider').disabled).toBe(true);
    expect(screen.getAllByRole<HTMLButtonElement>('radio').every(({ disabled }) => disabled)).toBe(true);
  });

  it('follows what another saves, until something is typed', async () => {
    const reread = show(ACTIONS);
    open('Font, corners');
    const radius = () => screen.getByRole<HTMLInputElement>('slider').value;
    reread({ ...SAVED, draft: { ...DEFAULT_THEME, radius: 3 }, etag: 'b' });
    expect(radius()).toBe('3');
    fireEvent.change(screen.getByRole('slider'), { target: { value: '11' } });
    expect(await screen.findByRole('button', { name: 'Save draft' })).toBeTruthy();
    reread({ ...SAVED, draft: { ...DEFAULT_THEME, radius: 20 }, draftSavedBy: 'Ana', etag: 'c' });
    expect(radius()).toBe('11');
    expect(screen.getByText('Ana saved another draft meanwhile')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Undo changes' }));
    expect(radius()).toBe('20');
    expect(screen.queryByRole('button', { name: 'Save draft' })).toBeNull();
  });
});
