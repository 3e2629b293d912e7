import { expect, it } from 'vitest';
import { uuid } from './uuid';

const ID = '018f3f3e-1f2a-7c3b-9d4e-0123456789ab';

it('is in lower case, of any version', () => {
  expect(uuid.value({}).safeParse(` ${ID.toUpperCase()} `).data).toBe(ID);
  expect(uuid.value({}).safeParse('ffffffff-ffff-ffff-ffff-ffffffffffff').success).toBe(true);
  expect(uuid.value({}).safeParse(ID.replaceAll('-', '')).error?.issues[0]?.message).toBe('fieldNotUuid');
});
it('can be made for each row', () => expect(uuid.generates).toEqual(['uuid']));
