import * as fc from 'fast-check';
import type { Samples } from '../samples-of';

export const samples: Samples = {
  rules: fc.record({ maxLength: fc.integer({ min: 400, max: 3_000 }) }, { requiredKeys: [] }),
  values: () => fc.webUrl({ withFragments: true, withQueryParameters: true, size: 'small' }).filter((url) => url.length < 120),
  wrong: ['', 'example.com', '//example.com', 'https://', 'https:///a', 'https:\\\\a.test', 'http:/a.test', 'ftp://a.test', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'https://user:secret@a.test/', 'https://good.test@evil.test', 'https://a b.test', 'https://a.test/a b', 'https://a.test:99999', 'java\nscript:x', `https://a.test/${'a'.repeat(70_000)}`, 1, true, [], {}],
  senseless: [],
};
