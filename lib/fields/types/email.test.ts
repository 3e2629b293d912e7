import { expect, it } from 'vitest';
import { email } from './email';

it('is an address, its case kept and not compared', () => {
  expect(email.value({}).safeParse(' Ada@Example.com ').data).toBe('Ada@Example.com');
  for (const value of ['ada', '@x.test', 'a@b', `${'a'.repeat(320)}@x.test`, 5]) expect(email.value({}).safeParse(value).error?.issues.length, String(value)).toBeGreaterThan(0);
  expect(email.storage({})).toMatchObject({ kind: 'text', ignoreCase: true });
});
