import { describe, expect, it } from 'vitest';
import { openTenant, samePageOf } from './tenant-pages';

const WITH = { slug: 'globex', database: {} };
const WITHOUT = { slug: 'contoso', database: null };

describe('switching the tenant', () => {
  it('stays on the same page where the other tenant has it', () => {
    expect(samePageOf('/tenants/acme/fields', WITH)).toBe('/tenants/globex/fields');
    expect(samePageOf('/tenants/acme/fields', WITHOUT)).toBe('/tenants/contoso');
    expect(samePageOf('/tenants/acme/settings', WITHOUT)).toBe('/tenants/contoso/settings');
  });
  it('goes to the overview from anywhere else', () => {
    for (const path of ['/', '/tenants', '/tenants/new', '/tenants/acme', '/tenants/acme/nothing', '/runs']) expect(samePageOf(path, WITH), path).toBe('/tenants/globex');
  });
  it('knows which tenant is open', () => {
    expect(openTenant('/tenants/acme/users')).toEqual({ slug: 'acme', page: 'users' });
    expect(openTenant('/tenants/new')).toBeNull();
    expect(openTenant('/servers/acme')).toBeNull();
  });
});
