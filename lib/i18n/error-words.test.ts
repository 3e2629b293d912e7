import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '@/lib/errors';
import { LANGUAGES } from '@/lib/model/common';
import { errorWords, validationWords } from './error-words';
import { languageFrom } from './language';
import { createTenantInputSchema } from '@/lib/model/tenant';
import { zodIssueKey } from './zod-issue-key';

describe('errorWords', () => {
  it.each(LANGUAGES)('words every code in %s without any value, and leaves no brace or key behind', (language) => {
    for (const code of ERROR_CODES) {
      const { title, detail } = errorWords(language, code);
      expect(`${title} ${detail}`).not.toMatch(/[{}]|errors\./);
    }
  });

  it('fills in what it is given, by the grammar of the language', () => {
    expect(errorWords('es', 'in_use', { what: 'pg-1', count: 1 }).detail).toBe('pg-1 tiene 1 inquilino. Muévalo o elimínelo primero.');
    expect(errorWords('en', 'in_use', { what: 'pg-1', count: 2 }).detail).toContain('2 tenants');
  });

  it('takes an unknown code for our own fault', () => {
    expect(errorWords('en', 'fallback')).toEqual(errorWords('en', 'internal'));
  });
});

describe('validationWords', () => {
  it('words a key, and takes a finished text as it is', () => {
    expect(validationWords('pt', 'tooShort', { min: 2 })).toBe('Use pelo menos 2 caracteres.');
    expect(validationWords('en', 'Already a sentence.')).toBe('Already a sentence.');
  });
});

describe('zodIssueKey', () => {
  it('keeps our own keys and maps those of zod', () => {
    const parsed = createTenantInputSchema.safeParse({ slug: 'A B', name: '', language: 'xx', displayName: 'x'.repeat(121) });
    const keys = Object.fromEntries((parsed.error?.issues ?? []).map((issue) => [issue.path.join('.'), zodIssueKey(issue)]));
    expect(keys).toEqual({
      slug: { key: 'slugPattern' },
      name: { key: 'required' },
      language: { key: 'invalidOption' },
      displayName: { key: 'tooLong', params: { max: 120 } },
    });
  });

  it('calls a missing value required', () => {
    const [issue] = createTenantInputSchema.safeParse({ slug: 'ok' }).error?.issues ?? [];
    expect(issue && zodIssueKey(issue)).toEqual({ key: 'required' });
  });
});

describe('languageFrom', () => {
  const asked = (headers: Record<string, string>) => languageFrom(new Headers(headers));
  it.each([
    [{}, 'en'],
    [{ 'accept-language': 'pt-BR,pt;q=0.9,en;q=0.8' }, 'pt'],
    [{ 'accept-language': 'de, es;q=0.4, en;q=0.3' }, 'es'],
    [{ 'accept-language': 'es;q=0, fr' }, 'en'],
    [{ 'accept-language': 'pt', cookie: 'a=b; tenantry-locale=es; c=d' }, 'es'],
    [{ cookie: 'tenantry-locale=xx' }, 'en'],
  ])('%j → %s', (headers, language) => {
    expect(asked(headers)).toBe(language);
  });
});
