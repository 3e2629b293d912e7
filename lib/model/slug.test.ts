import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { RESERVED_SLUGS, slugFromName, slugProblem, slugSchema } from './slug';

describe('slugProblem', () => {
  it.each(['a', '9', 'acme', 'acme-corp', 'a-b-c', 'x'.repeat(63)])('accepts %s', (slug) => expect(slugProblem(slug)).toBeNull());
  it.each([
    ['', 'slugRequired'],
    ['x'.repeat(64), 'slugTooLong'],
    ['-a', 'slugPattern'],
    ['a-', 'slugPattern'],
    ['a--b', 'slugPattern'],
    ['Acme', 'slugPattern'],
    ['acme_corp', 'slugPattern'],
    ['acme corp', 'slugPattern'],
    ['acmé', 'slugPattern'],
    ['a\n', 'slugPattern'],
    ['a"; drop schema public', 'slugPattern'],
    ['postgres', 'slugReserved'],
    ['information-schema', 'slugReserved'],
  ])('refuses %j as %s', (slug, problem) => expect(slugProblem(slug)).toBe(problem));
  it('refuses every reserved word', () => {
    for (const word of RESERVED_SLUGS) expect(slugSchema.safeParse(word).success).toBe(false);
  });
});

describe('properties', () => {
  test.prop([fc.string({ unit: 'grapheme', maxLength: 80 })])('what passes is safe everywhere a slug goes', (text) => {
    if (slugProblem(text) !== null) return;
    expect(text).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
    expect(text).not.toContain('--');
    expect(encodeURIComponent(text)).toBe(text);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(63);
  });
  test.prop([fc.string({ unit: 'grapheme', maxLength: 200 })])('a slug proposed from a name is empty, reserved or right', (name) => {
    const slug = slugFromName(name);
    expect(['slugRequired', 'slugReserved', null]).toContain(slugProblem(slug));
  });
  it.each([
    ['Café São Paulo', 'cafe-sao-paulo'],
    ['  Acme, Inc.  ', 'acme-inc'],
    ['Ñandú & Cía', 'nandu-cia'],
    ['日本', ''],
  ])('%s becomes %j', (name, slug) => expect(slugFromName(name)).toBe(slug));
});
