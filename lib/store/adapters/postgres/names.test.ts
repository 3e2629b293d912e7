import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugProblem } from '@/lib/model/slug';
import { lockKeyOf, physicalNames } from './names';

const slug = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/).filter((text) => slugProblem(text) === null);
const tenant = fc.record({ id: fc.uuid(), slug });

describe('physicalNames', () => {
  it('fit, need no quoting, and differ for any two tenants', () => {
    fc.assert(
      fc.property(tenant, tenant, fc.constantFrom('schema' as const, 'database' as const), (a, b, isolation) => {
        const names = physicalNames(a, isolation);
        for (const name of [names.name, names.role!]) expect(name).toMatch(/^[a-z][a-z0-9_]{0,62}$/);
        expect(names.name).not.toBe(names.role);
        if (a.id !== b.id) expect(physicalNames(b, isolation).name).not.toBe(names.name);
        expect(physicalNames(a, isolation)).toEqual(names);
      }),
    );
  });

  it('are new for a slug that is used again, and distinct for long slugs with one beginning', () => {
    const long = 'a'.repeat(62);
    const one = physicalNames({ id: '00000000-0000-4000-8000-000000000001', slug: `${long}b` }, 'schema');
    const two = physicalNames({ id: '00000000-0000-4000-8000-000000000002', slug: `${long}c` }, 'schema');
    expect(one.name).not.toBe(two.name);
    expect(lockKeyOf('x')).not.toEqual(lockKeyOf('y'));
  });
});
