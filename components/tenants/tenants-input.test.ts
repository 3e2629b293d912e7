import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { tenantListInputSchema } from '@/lib/model/tenant';
import { tenantsInput } from './tenants-input';

describe('the address of the list of tenants', () => {
  it.prop([fc.dictionary(fc.constantFrom('q', 'sort', 'cursor', 'status', 'databaseStatus', 'serverId'), fc.oneof(fc.string(), fc.string({ minLength: 450, maxLength: 700 })))])(
    'never becomes what the operation refuses',
    (address) => {
      expect(tenantListInputSchema.safeParse(tenantsInput(address)).success).toBe(true);
    },
  );

  it('keeps what the operation knows', () => {
    const address = { q: 'ac me', sort: '-name', status: 'ACTIVE', databaseStatus: 'READY', serverId: 'embedded' };
    expect(tenantsInput(address)).toMatchObject(address);
    expect(tenantsInput({ status: 'NOBODY' }).status).toBeUndefined();
  });
});
