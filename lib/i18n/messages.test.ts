import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '@/lib/errors';
import { LANGUAGES } from '@/lib/model/common';
import { PROVISION_STEPS, ROLLBACK_STEPS } from '@/lib/provisioning/steps';
import { CHECK_DETAILS } from '@/lib/store/check-details';
import { MESSAGES } from './messages';

type Node = string | { [key: string]: Node };

function flatten(node: Node, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  return Object.entries(node).flatMap(([key, value]) => flatten(value, path ? `${path}.${key}` : key));
}

const flat = Object.fromEntries(LANGUAGES.map((language) => [language, new Map(flatten(MESSAGES[language]))]));
const of = (language: string) => flat[language] ?? new Map<string, string>();
/** Names of ICU arguments: what follows a brace up to its comma or end. Texts of plural branches begin with other signs or have blanks. */
const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map((match) => match[1] ?? ''))].sort();
/** Words that are the same in another language, by rule rather than by neglect. */
const SAME = new Set(['Error', 'Hash', 'Pooler', 'No', 'Tokens', 'Roles', 'Host', 'Slug', 'Console', 'Status']);

describe.each(LANGUAGES.filter((language) => language !== 'en'))('the catalogue in %s', (language) => {
  it('has the same keys as English', () => {
    expect([...of(language).keys()].sort()).toEqual([...of('en').keys()].sort());
  });

  it('fills nothing with blanks', () => {
    expect([...of(language)].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('uses the same values in each text', () => {
    const differing = [...of('en')].filter(([key, text]) => !/select|plural/.test(text) && placeholders(text).join() !== placeholders(of(language).get(key) ?? '').join());
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('leaves no English sentence untranslated', () => {
    const left = [...of('en')].filter(([key, text]) => of(language).get(key) === text && text.split(/\s+/).length > 3 && !/^[{–]/.test(text));
    expect(left.map(([key]) => key)).toEqual([]);
  });

  it('repeats short English words only where languages agree', () => {
    const repeated = [...of('en')].filter(([key, text]) => of(language).get(key) === text && /^[A-Z][a-z]+$/.test(text) && !SAME.has(text));
    expect(repeated.map(([key]) => key)).toEqual([]);
  });
});

/** Forms of "tú" that mean nothing else, at the beginning of a sentence or anywhere. */
const FAMILIAR = /(^|[.:;?!] )(Escribe|Elige|Cambia|Añade|Haz|Corrige|Revisa|Pulsa|Puedes|Indica|Quita|Vuelve|Espera) |\b(tu|tus|contigo|puedes|hayas|elígelo|Créala|Guárdalo|Déjalo|Déjala|Cópialo)\b/;

describe('the catalogue in es', () => {
  it('speaks to its readers as «usted» throughout', () => {
    const familiar = [...of('es')].filter(([, text]) => FAMILIAR.test(text));
    expect(familiar.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });

  it('adds by one word', () => {
    expect([...of('es')].filter(([, text]) => /agreg[au]/i.test(text)).map(([key]) => key)).toEqual([]);
  });
});

describe.each(LANGUAGES)('what is stored as a code has words in %s', (language) => {
  const words = of(language);
  it.each(ERROR_CODES)('error %s', (code) => {
    expect(words.has(`errors.${code}.title`) && words.has(`errors.${code}.detail`)).toBe(true);
  });
  it('check details', () => {
    expect(CHECK_DETAILS.filter((detail) => !words.has(`checks.detail.${detail}`))).toEqual([]);
  });
  it('steps of runs', () => {
    expect([...PROVISION_STEPS, ...ROLLBACK_STEPS].filter((step) => !words.has(`runs.step.${step}`))).toEqual([]);
  });
});
