// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ActionResult } from '@/components/form/action';
import { MESSAGES } from '@/lib/i18n/messages';
import { fieldSchema, type Field } from '@/lib/model/field';
import type { User } from '@/lib/model/user';
import type { UserActions } from './actions-type';
import { UserForm } from './user-form';

const field = (name: string, type: string, rest: Partial<Field>): Field =>
  fieldSchema.parse({ id: crypto.randomUUID(), name, column: name, type, state: 'active', changing: false, columnType: null, ...rest });
const FIELDS = [
  field('department', 'select', { label: { en: 'Department', es: 'Departamento' }, required: true, validation: { options: ['IT', { value: 'HR', label: 'People' }] } }),
  field('employee_id', 'integer', { label: 'Employee number' }),
];
const USER: User = {
  id: 'u1', email: 'ana@example.com', emailVerified: false, name: 'Ana', givenName: null, familyName: null, picture: null, locale: null, language: null,
  status: 'active', disabledAt: null, disabledUntil: null, disabledReason: null, metadata: {}, customFields: { department: 'IT', employee_id: 7 },
  createdAt: '2024-01-01T00:00:00.000Z', updatedAt: '2024-01-01T00:00:00.000Z', version: 'v1',
};
const refused = (code: string, errors: { path: string; message: string }[] = []): ActionResult<never> => ({ ok: false, error: { code, title: 'No', detail: 'Why not', status: 422, errors } });

/** Nothing here leaves the page. */
const stay = () => undefined;
const router = { push: stay, replace: stay, refresh: stay, back: stay, forward: stay, prefetch: stay } as unknown as AppRouterInstance;

function show(user: User | null, given: Partial<Pick<UserActions, 'create' | 'update' | 'get'>>) {
  const onSaved = vi.fn();
  const actions = { create: vi.fn<UserActions['create']>(), update: vi.fn<UserActions['update']>(), get: vi.fn<UserActions['get']>(), ...given };
  render(
    <NextIntlClientProvider locale="en" messages={MESSAGES.en} timeZone="UTC">
      <AppRouterContext value={router}>
        <UserForm slug="acme" user={user} fields={FIELDS} mayWrite actions={actions} onSaved={onSaved} />
      </AppRouterContext>
    </NextIntlClientProvider>,
  );
  return { onSaved, actions };
}
/** A label carries "Optional" beside its words. */
const control = (label: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${label}(Optional)?$`));
const fill = (label: string, value: string) => fireEvent.change(control(label), { target: { value } });
const send = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

afterEach(cleanup);

describe('the form of a user', () => {
  it('has a control per field, by its type, and demands what is required', async () => {
    const { actions } = show(null, {});
    expect([...(control('Department') as unknown as HTMLSelectElement).options].map(({ text }) => text)).toEqual(['No value', 'IT', 'People']);
    fill('E-mail', 'bo@example.com');
    send('Create user');
    expect(await screen.findByText(MESSAGES.en.validation.required)).toBeTruthy();
    expect(actions.create).not.toHaveBeenCalled();
  });

  it('puts what the server refuses of a field under that field', async () => {
    const create = vi.fn<UserActions['create']>(() => Promise.resolve(refused('conflict', [{ path: 'customFields.employee_id', message: 'Taken' }])));
    show(null, { create });
    fill('E-mail', 'bo@example.com');
    fill('Department', 'HR');
    fill('Employee number', '7');
    send('Create user');
    expect(await screen.findByText('Taken')).toBeTruthy();
    expect(control('Employee number').getAttribute('aria-invalid')).toBe('true');
    expect(create.mock.lastCall?.[0]).toMatchObject({ email: 'bo@example.com', customFields: { department: 'HR', employee_id: 7 } });
  });

  it('shows both versions when another saved first, and keeps what only they changed', async () => {
    const theirs: User = { ...USER, version: 'v2', customFields: { department: 'HR', employee_id: 7 } };
    const update = vi.fn<UserActions['update']>().mockResolvedValueOnce(refused('precondition_failed')).mockResolvedValueOnce({ ok: true, data: theirs });
    const { onSaved } = show(USER, { update, get: () => Promise.resolve({ ok: true, data: theirs }) });
    fill('Name', 'Anna');
    send('Save changes');
    fireEvent.click(await screen.findByRole('button', { name: 'Save this choice' }));
    await waitFor(() => expect(onSaved).toHaveBeenCalledWith(theirs));
    expect(update.mock.calls.map(([input, guards]) => [input, guards?.ifMatch])).toEqual([
      [{ slug: 'acme', id: 'u1', name: 'Anna' }, 'v1'],
      [{ slug: 'acme', id: 'u1', name: 'Anna', customFields: { department: 'HR' } }, 'v2'],
    ]);
  });
});
