import { expect, it } from 'vitest';
import { readUrl, url } from './url';

it('is written as the standard has it, so that equal addresses are equal', () => {
  expect(['HTTPS://Example.COM', 'https://example.com:443/', ' https://example.com/ '].map((text) => readUrl(text))).toEqual(Array(3).fill('https://example.com/'));
  expect(readUrl('https://münchen.example/straße?q=ü#é')).toBe('https://xn--mnchen-3ya.example/stra%C3%9Fe?q=%C3%BC#%C3%A9');
});
it('has no password, and another scheme is none of its own', () => {
  for (const text of ['https://bank.test@evil.test', 'https://:x@a.test', 'javascript:alert(1)//https://a.test', 'https:\\\\a.test']) expect(readUrl(text), text).toBeNull();
});
it('keeps its length as it is stored', () => {
  expect(url.storage({}).kind === 'text' && url.storage({})).toMatchObject({ maxLength: 2_048 });
  expect(url.value({ maxLength: 20 }).safeParse('https://a.test/é/éé').error?.issues[0]).toMatchObject({ message: 'tooLong', params: { max: 20 } });
});
