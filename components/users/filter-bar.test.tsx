// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MESSAGES } from '@/lib/i18n/messages';
import type { UserColumn } from './column-kinds';
import type { Condition } from './filter-address';
import { FilterBar } from './filter-bar';

const COLUMNS: UserColumn[] = [
  { name: 'email', label: 'Correo', type: 'email' },
  { name: 'employee_id', label: 'Número', type: 'integer', indexed: true },
  { name: 'is_vip', label: 'VIP', type: 'boolean', indexed: false },
];

function show(conditions: Condition[] = []) {
  const onChange = vi.fn<(conditions: Condition[]) => void>();
  render(
    <NextIntlClientProvider locale="es" messages={MESSAGES.es} timeZone="UTC">
      <FilterBar columns={COLUMNS} conditions={conditions} onChange={onChange} />
    </NextIntlClientProvider>,
  );
  return onChange;
}
const choose = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const offered = () => [...screen.getByLabelText<HTMLSelectElement>('Condición').options].map(({ value }) => value);

afterEach(cleanup);

describe('the filters of users', () => {
  it('offer what a column’s type can be asked, and a control of that type', () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: 'Filtrar' }));
    expect(offered()).toContain('contains');
    choose('Columna', 'employee_id');
    expect(offered()).not.toContain('contains');
    expect(offered()).toContain('gte');
    choose('Columna', 'is_vip');
    expect(screen.getByLabelText('Valor').tagName).toBe('SELECT');
  });

  it('add a condition to those that are there', () => {
    const there: Condition = { field: 'is_vip', operator: 'eq', value: 'true' };
    const onChange = show([there]);
    fireEvent.click(screen.getByRole('button', { name: 'Filtrar' }));
    choose('Columna', 'employee_id');
    choose('Condición', 'gte');
    choose('Valor', ' 40 ');
    fireEvent.click(screen.getByRole('button', { name: 'Aplicar' }));
    expect(onChange).toHaveBeenCalledWith([there, { field: 'employee_id', operator: 'gte', value: '40' }]);
  });

  it('say each in words, and take it away', () => {
    const onChange = show([{ field: 'is_vip', operator: 'isNull', value: 'false' }]);
    expect(screen.getByText('está vacío').parentElement?.textContent).toBe('VIP está vacío No');
    fireEvent.click(screen.getByRole('button', { name: 'Quitar el filtro de VIP' }));
    expect(onChange).toHaveBeenCalledWith([]);
  });
});
