// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import * as fc from 'fast-check';
import { NextIntlClientProvider } from 'next-intl';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { Field } from '@/components/form/field';
import { FIELD_TYPES } from '@/lib/fields/types';
import { HOSTILE } from '@/lib/fields/types/testing/hostile';
import { samplesOf } from '@/lib/fields/types/testing/samples-of';
import { MESSAGES } from '@/lib/i18n/messages';
import { FIELD_UIS, fieldOptions, fromInput, toInput, uiOf } from '.';
import { FieldCell } from './field-cell';
import { FieldInput } from './field-input';

function Typed({ type, options, said }: { type: string; options: string[]; said: (value: string) => void }) {
  const [value, setValue] = useState('');
  const change = (next: string) => {
    setValue(next);
    said(next);
  };
  return (
    <Field label="Value">
      <FieldInput type={type} options={options.map((one) => ({ value: one, label: one.toUpperCase() }))} emptyLabel="None" value={value} onChange={change} />
    </Field>
  );
}

function show(type: string, options: string[] = []): { last: () => string; control: HTMLElement } {
  let last = '';
  render(
    <NextIntlClientProvider locale="es" messages={MESSAGES.es} timeZone="UTC">
      <Typed type={type} options={options} said={(value) => (last = value)} />
    </NextIntlClientProvider>,
  );
  return { last: () => last, control: screen.getByLabelText('Value') };
}

afterEach(cleanup);

it('there is one for every type, and no other', () => expect(FIELD_UIS.map(({ type }) => type)).toEqual(FIELD_TYPES.map(({ type }) => type)));
it('a type that this screen does not know is asked for as text', () => expect(uiOf('geopoint').type).toBe('text'));

describe.each(FIELD_TYPES.map((type) => [type.type, type] as const))('%s', (name, type) => {
  it('is asked only what its type can be asked', () => expect(uiOf(name).operators.filter((operator) => !type.operators.includes(operator))).toEqual([]));

  it('holds every value in its control, and gives it back', async () => {
    const { rules, values } = await samplesOf(name);
    fc.assert(
      fc.property(rules.chain((validation) => values(validation).map((value) => ({ validation, value }))), ({ validation, value }) => {
        const schema = type.value(validation);
        const canonical = schema.parse(value);
        const held = toInput(name, canonical);
        // An empty list, or text, is nothing to who looks at a control.
        if (held !== '' && held !== '[]') expect(schema.parse(fromInput(name, held))).toEqual(canonical);
      }),
      { numRuns: 30 },
    );
  });

  it('has a control with a name, and a cell for whatever is in the table', async () => {
    const { rules, values } = await samplesOf(name);
    const { control } = show(name, ['a']);
    expect(control.getAttribute('aria-invalid')).toBeNull();
    const [validation = {}] = fc.sample(rules, { numRuns: 1, seed: 7 });
    for (const value of [null, ...fc.sample(values(validation), { numRuns: 5, seed: 7 }), ...(['date', 'datetime'].includes(name) ? [] : HOSTILE)]) {
      const { container, unmount } = render(
        <NextIntlClientProvider locale="pt" messages={MESSAGES.pt} timeZone="UTC">
          <FieldCell type={name} value={value} options={fieldOptions({ validation }, 'pt')} />
        </NextIntlClientProvider>,
      );
      expect(container.querySelector('a[href^="javascript" i]')).toBeNull();
      unmount();
    }
  });
});

it('a country is found by its name without accents, and chosen by the keyboard', () => {
  const { control, last } = show('country');
  fireEvent.click(control);
  expect(screen.getAllByRole('option')).toHaveLength(249);
  fireEvent.change(control, { target: { value: 'espan' } });
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['España']);
  fireEvent.keyDown(control, { key: 'Enter' });
  expect(last()).toBe('ES');
  expect(control).toHaveProperty('value', 'España');
  fireEvent.change(control, { target: { value: 'DE' } });
  expect(screen.getAllByRole('option')[0]?.textContent).toBe('Alemania');
  fireEvent.keyDown(control, { key: 'ArrowDown' });
  fireEvent.keyDown(control, { key: 'Escape' });
  expect(screen.queryAllByRole('option')).toEqual([]);
  expect(last()).toBe('ES');
  fireEvent.change(control, { target: { value: 'nowhere' } });
  expect(screen.getByText(MESSAGES.es.common.nothingFound)).toBeTruthy();
  fireEvent.change(control, { target: { value: '' } });
  expect(last()).toBe('');
});

it('several are ticked one after the other, in the options’ order', async () => {
  const { control, last } = show('multiselect', ['b', 'a', 'c']);
  fireEvent.keyDown(control, { key: 'Enter' });
  fireEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'A' }));
  fireEvent.click(screen.getByRole('menuitemcheckbox', { name: 'B' }));
  expect(last()).toBe('["b","a"]');
  fireEvent.click(screen.getByRole('menuitemcheckbox', { name: 'B' }));
  fireEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'A' }));
  expect(last()).toBe('');
});

it('what is typed and is no JSON is refused', () => {
  const json = FIELD_TYPES.find(({ type }) => type === 'json');
  expect(json?.value({}).safeParse(fromInput('json', '{')).error?.issues[0]?.message).toBe('fieldNotJson');
  expect(fromInput('json', '  ')).toBeNull();
  expect(fromInput('json', toInput('json', { a: [1] }))).toEqual({ a: [1] });
});
