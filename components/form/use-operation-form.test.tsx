// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Input } from '@/components/ui/input';
import { MESSAGES } from '@/lib/i18n/messages';
import type { ActionResult } from './action';
import { Field } from './field';
import { FormProblem } from './form-problem';
import { useOperationForm } from './use-operation-form';

const schema = z.object({ name: z.string().min(1, 'required'), slug: z.string().min(3) });
type Values = z.infer<typeof schema>;

function Sample({ submit, onDone }: { submit: (values: Values) => Promise<ActionResult<null>>; onDone: () => void }) {
  const { form, onSubmit, problem } = useOperationForm({ schema, defaultValues: { name: '', slug: '' }, submit, onDone });
  const { errors } = form.formState;
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormProblem problem={problem} />
      <Field label="Name" error={errors.name?.message}>
        <Input {...form.register('name')} />
      </Field>
      <Field label="Slug" error={errors.slug?.message}>
        <Input {...form.register('slug')} />
      </Field>
      <button type="submit">Send</button>
    </form>
  );
}

function show(submit: (values: Values) => Promise<ActionResult<null>>) {
  const onDone = vi.fn();
  render(
    <NextIntlClientProvider locale="es" messages={MESSAGES.es} timeZone="UTC">
      <Sample submit={submit} onDone={onDone} />
    </NextIntlClientProvider>,
  );
  return onDone;
}
const fill = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const send = () => fireEvent.click(screen.getByText('Send'));
const refusal = (errors: { path: string; message: string }[]): ActionResult<null> => ({ ok: false, error: { code: 'validation_failed', title: 'No', detail: 'Why not', status: 422, errors } });

afterEach(cleanup);

describe('a form over an operation', () => {
  it('says what is wrong under each field, in the language of the page, and focuses the first', async () => {
    const submit = vi.fn();
    show(submit);
    send();
    expect(await screen.findByText('Complete este campo.')).toBeTruthy();
    expect(screen.getByText('Use al menos 3 caracteres.')).toBeTruthy();
    expect(screen.getByLabelText('Name').getAttribute('aria-invalid')).toBe('true');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Name')));
    expect(submit).not.toHaveBeenCalled();
  });

  it('puts what the server refuses under its field, and nothing above', async () => {
    const onDone = show(() => Promise.resolve(refusal([{ path: 'slug', message: 'Ya existe.' }])));
    fill('Name', 'Acme');
    fill('Slug', 'acme');
    send();
    expect(await screen.findByText('Ya existe.')).toBeTruthy();
    expect(screen.queryByText('Why not')).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Slug')));
    expect(onDone).not.toHaveBeenCalled();
  });

  it('shows above the form what belongs to no field on screen', async () => {
    show(() => Promise.resolve(refusal([{ path: 'database.serverId', message: 'Cerrado.' }])));
    fill('Name', 'Acme');
    fill('Slug', 'acme');
    send();
    expect(await screen.findByText('Why not')).toBeTruthy();
    expect(screen.getByText('database.serverId')).toBeTruthy();
  });

  it('hands on what was made', async () => {
    const onDone = show(() => Promise.resolve({ ok: true, data: null }));
    fill('Name', 'Acme');
    fill('Slug', 'acme');
    send();
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  });
});
