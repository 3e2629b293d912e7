import { Boxes } from 'lucide-react';
import { describe, expect, it } from 'vitest';
import { arrange, matches, moved, type PaletteItem } from './items';

const item = (id: string, group: PaletteItem['group'], label: string): PaletteItem => ({ id, group, icon: Boxes, label });
const PAGE = item('p', 'pages', 'Auditoría');
const ACTION = item('a', 'actions', 'Nuevo inquilino');
const TENANT = item('t', 'tenants', 'Acme');

describe('the palette', () => {
  it('matches words in any order, whatever their accents', () => {
    expect(matches('Auditoría', 'auditoria')).toBe(true);
    expect(matches('Nuevo inquilino', 'inq nue')).toBe(true);
    expect(matches('Nuevo inquilino', 'nuevo servidor')).toBe(false);
  });
  it('puts tenants first before anything is typed, last afterwards', () => {
    expect(arrange([PAGE, ACTION], [TENANT], ' ').map(({ id }) => id)).toEqual(['t', 'p', 'a']);
    expect(arrange([PAGE, ACTION], [TENANT], 'aud').map(({ id }) => id)).toEqual(['p', 't']);
  });
  it('lists a place once, and what is open first', () => {
    const here: PaletteItem = { ...item('h', 'here', 'Fields'), href: '/tenants/acme/fields' };
    const recent: PaletteItem = { ...item('r', 'recent', 'Acme'), hint: 'acme-1', href: '/tenants/acme' };
    const found: PaletteItem = { ...TENANT, href: '/tenants/acme' };
    expect(arrange([recent, here, ACTION], [found], '').map(({ id }) => id)).toEqual(['h', 'r', 'a']);
    expect(arrange([recent, here], [found], 'acme').map(({ id }) => id)).toEqual(['r']);
    expect(arrange([recent], [found], 'acme-1').map(({ id }) => id)).toEqual(['r']);
  });
  it('moves round both ends', () => {
    const all = [PAGE, ACTION, TENANT];
    expect(moved(all, 't', 1)).toBe('p');
    expect(moved(all, 'p', -1)).toBe('t');
    expect(moved(all, undefined, 1)).toBe('p');
    expect(moved([], 'p', 1)).toBeUndefined();
  });
});
