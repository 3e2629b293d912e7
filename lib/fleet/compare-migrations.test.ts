import { describe, expect, it } from 'vitest';
import { compareMigrations, stateOfMark } from './compare-migrations';

const shipped = ['0001', '0002', '0003'].map((version) => ({ version, name: `n${version}`, checksum: `c${version}` }));
const applied = (...rows: [string, string][]) => rows.map(([version, checksum]) => ({ version, name: 'n', checksum, appliedAt: '', durationMs: 1, appliedBy: 'x' }));
const mark = (version: string | null, checksum: string | null) => ({ tenantId: 't', version, checksum });

describe('applied against shipped migrations', () => {
  it('tells what is missing, edited, unknown and skipped', () => {
    expect(compareMigrations(shipped, applied(['0001', 'c0001'], ['0002', 'c0002'], ['0003', 'c0003']))).toEqual({ pending: [], drift: [], drifted: false });
    expect(compareMigrations(shipped, applied(['0001', 'c0001'])).pending.map((one) => one.version)).toEqual(['0002', '0003']);
    expect(compareMigrations(shipped, applied(['0001', 'other'], ['0003', 'c0003'], ['0009', 'x']))).toEqual({
      pending: [shipped[1]],
      drift: [{ kind: 'edited', version: '0001' }, { kind: 'unknown', version: '0009' }, { kind: 'gap', version: '0002' }],
      drifted: true,
    });
    expect(compareMigrations(shipped, applied(['0001', 'c0001'], ['0003', 'c0003']))).toMatchObject({ drifted: false, drift: [{ kind: 'gap', version: '0002' }] });
  });
  it('tells the same from a mark', () => {
    expect(stateOfMark(shipped, mark('0003', 'c0003'))).toBe('upToDate');
    expect(stateOfMark(shipped, mark('0002', 'c0002'))).toBe('pending');
    expect(stateOfMark(shipped, mark(null, null))).toBe('pending');
    expect(stateOfMark(shipped, mark('0003', 'edited'))).toBe('drifted');
    expect(stateOfMark(shipped, mark('0004', 'newer'))).toBe('drifted');
  });
});
