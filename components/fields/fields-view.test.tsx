// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { NuqsTestingAdapter } from 'nuqs/adapters/testing';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MESSAGES } from '@/lib/i18n/messages';
import type { Field, FieldPlan } from '@/lib/model/field';
import type { FieldKind } from './field-values';
import { FieldsView } from './fields-view';
import type { FieldActions } from './use-review';

const field: Field = {
  id: '0190d6f0-0000-7000-8000-000000000001', name: 'department', column: 'department', type: 'text', label: 'Department', description: '', required: false, unique: false, indexed: true,
  default: null, validation: {}, pii: false, claim: null, editableByUser: false, order: 1, group: '', state: 'active', hiddenUntil: null, problem: null, changing: false, columnType: 'text',
};
const OTHER = '0190d6f0-0000-7000-8000-000000000002';
const kinds: FieldKind[] = [{ type: 'text', settings: ['minLength', 'maxLength', 'pattern'], canBeUnique: true, canBeIndexed: true, generates: ['uuid'] }];
const basePlan: FieldPlan = {
  planId: 'p', hash: 'h', blockers: [], destroysData: false, confirm: [], expiresAt: '2026-01-02T00:00:00.000Z',
  steps: [{ op: 'hide_column', field: 'department', sql: 'ALTER TABLE app_user RENAME COLUMN department TO zz', lock: 'ACCESS EXCLUSIVE', rewritesTable: false, rows: 0, destroysData: true, estimateMs: 5 }],
};

/** Nothing here leaves the page. */
const stay = () => undefined;
const router = { push: stay, replace: stay, refresh: stay, back: stay, forward: stay, prefetch: stay } as unknown as AppRouterInstance;

function show(plan: FieldPlan, may = { plan: true, apply: true, destroy: true }) {
  const actions = { plan: vi.fn<FieldActions['plan']>().mockResolvedValue({ ok: true, data: plan }), apply: vi.fn<FieldActions['apply']>().mockResolvedValue({ ok: true, data: { runId: 'r1' } }) };
  const all = { ...actions, repair: vi.fn<FieldActions['repair']>() };
  // Nothing is read again: the screen is tried with what a page hands it.
  const queries = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  render(
    <NextIntlClientProvider locale="en" messages={MESSAGES.en} timeZone="UTC">
      <QueryClientProvider client={queries}>
        <AppRouterContext value={router}>
          <NuqsTestingAdapter hasMemory>
            <FieldsView slug="acme" initial={{ items: [field, { ...field, id: OTHER, name: 'badge', column: 'badge', label: '', order: 2 }], columns: { used: 19, dropped: 1, max: 1_600 }, drift: [], unseen: null, changeable: true }} driver="postgres" kinds={kinds} may={may} actions={all} />
          </NuqsTestingAdapter>
        </AppRouterContext>
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );
  return actions;
}
const openMenu = () => fireEvent.keyDown(screen.getByLabelText('Actions for department'), { key: 'Enter' });
const applyButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Apply' });

async function reviewDrop() {
  openMenu();
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Drop' }));
  expect(screen.getByText('1 change, not applied')).toBeTruthy();
  fireEvent.click(screen.getByText('Review changes'));
  await screen.findByText('Put the column of department out of sight; its data stays');
}

afterEach(cleanup);
// Drawer and dialog are fetched when first opened, which a busy machine takes its time for.
configure({ asyncUtilTimeout: 10_000 });

describe('the fields of a tenant', () => {
  it('are planned as commands, and what is destroyed is applied only when its name was typed', async () => {
    const actions = show({ ...basePlan, destroysData: true, confirm: ['department'] });
    await reviewDrop();
    expect(actions.plan).toHaveBeenCalledWith({ slug: 'acme', changes: [{ op: 'drop', id: field.id }] });
    expect(applyButton().disabled).toBe(true);
    fireEvent.change(screen.getByLabelText('Type department to confirm'), { target: { value: 'department' } });
    fireEvent.click(applyButton());
    expect(await screen.findByText('Applying changes')).toBeTruthy();
    expect(actions.apply).toHaveBeenCalledWith({ slug: 'acme', planId: 'p', hash: 'h', confirm: ['department'], backfill: {} });
    expect(screen.queryByText('1 change, not applied')).toBeNull();
  });

  it('say what stands in the way, and take a value for users without one', async () => {
    const actions = show({ ...basePlan, blockers: [{ fieldId: field.id, field: 'department', code: 'nulls', count: 3, samples: [] }] });
    await reviewDrop();
    expect(screen.getByText('3 users have no department.')).toBeTruthy();
    expect(applyButton().disabled).toBe(true);
    fireEvent.change(screen.getByLabelText('Value for users without department'), { target: { value: 'IT' } });
    fireEvent.click(applyButton());
    await screen.findByText('Applying changes');
    expect(actions.apply.mock.calls[0]?.[0].backfill).toEqual({ department: 'IT' });
  });

  it('are added by a form that refuses a bad name in words, and joins the changes', async () => {
    show(basePlan);
    fireEvent.click(screen.getByText('Add a field'));
    const sheet = within(await screen.findByRole('dialog'));
    fireEvent.change(sheet.getByLabelText('Name'), { target: { value: 'Employee Id' } });
    fireEvent.click(sheet.getByText('Add to the changes'));
    expect(await sheet.findByText(MESSAGES.en.validation.fieldNamePattern)).toBeTruthy();
    fireEvent.change(sheet.getByLabelText('Name'), { target: { value: 'employee_id' } });
    fireEvent.click(sheet.getByText('Add to the changes'));
    expect(await screen.findByText('1 change, not applied')).toBeTruthy();
    expect(document.querySelector('[data-field="employee_id"]')?.getAttribute('data-mark')).toBe('add');
  });

  it('are put in order by the keyboard, told as they move, and planned with their numbers', async () => {
    const actions = show(basePlan);
    const handle = () => screen.getByRole('button', { name: 'Move badge' });
    const press = (key: string) => fireEvent.keyDown(handle(), { key });
    const names = () => [...document.querySelectorAll('[data-field]')].map((row) => row.getAttribute('data-field'));
    press(' ');
    expect(handle().getAttribute('aria-pressed')).toBe('true');
    press('ArrowUp');
    expect(screen.getByText('badge moved to 1 of 2.')).toBeTruthy();
    expect(document.activeElement).toBe(handle());
    press('Escape');
    expect(names()).toEqual(['department', 'badge']);
    expect(screen.queryByText('1 change, not applied')).toBeNull();
    for (const key of [' ', 'ArrowUp', ' ']) press(key);
    expect(names()).toEqual(['badge', 'department']);
    fireEvent.click(screen.getByText('1 change, not applied'));
    expect(screen.getByText('badge stands elsewhere')).toBeTruthy();
    fireEvent.click(screen.getByText('Review changes'));
    await screen.findByText('What changes');
    expect(actions.plan).toHaveBeenCalledWith({ slug: 'acme', changes: [{ op: 'alter', id: OTHER, order: 0 }] });
  });

  it('are planned, not applied, by a viewer; and not destroyed by a tenant’s admin', async () => {
    show(basePlan, { plan: true, apply: false, destroy: false });
    await reviewDrop();
    expect(screen.getByText(MESSAGES.en.fields.mayNotChange)).toBeTruthy();
    expect(applyButton().disabled).toBe(true);
    cleanup();
    show({ ...basePlan, destroysData: true, confirm: ['department'] }, { plan: true, apply: true, destroy: false });
    await reviewDrop();
    expect(screen.getByText(MESSAGES.en.fields.mayNotDestroy)).toBeTruthy();
    expect(screen.queryByLabelText('Type department to confirm')).toBeNull();
    expect(applyButton().disabled).toBe(true);
  });

  it('are only looked at by who may not plan', () => {
    show(basePlan, { plan: false, apply: false, destroy: false });
    expect(screen.queryByText('Add a field')).toBeNull();
    expect(screen.queryByLabelText('Actions for department')).toBeNull();
    expect(screen.queryByLabelText('Move department')).toBeNull();
    expect(screen.getByText('19 of 1,600 columns used · 1 dropped column counts too')).toBeTruthy();
  });
});
