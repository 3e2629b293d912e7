import { describe, expect, it } from 'vitest';
import { capabilitiesOf, detectMode } from './mode';

describe('mode', () => {
  it.each([
    [false, false, 'fs_only', false],
    [true, false, 'fs_global_db', false],
    [false, true, 'fs_tenant_db', true],
    [true, true, 'full_db', true],
  ] as const)('global %s, tenant %s: %s', (globalDb, tenantDb, mode, users) => {
    expect(detectMode({ globalDb, tenantDb })).toBe(mode);
    expect(capabilitiesOf(mode)).toMatchObject({ users });
  });
});
