import { describe, expect, it } from 'vitest';
import { capabilitiesOf, detectMode } from './mode';

describe('mode', () => {
  it.each([
    [false, false, 'fs_only', false, false],
    [true, false, 'fs_global_db', false, true],
    [false, true, 'fs_tenant_db', true, false],
    [true, true, 'full_db', true, true],
  ] as const)('global %s, tenant %s: %s', (globalDb, tenantDb, mode, users, globalSync) => {
    expect(detectMode({ globalDb, tenantDb })).toBe(mode);
    expect(capabilitiesOf(mode)).toMatchObject({ users, globalSync });
  });
});
