import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { COMMON_HEADERS, DATA_POLICY, pagePolicy, SONNER_STYLE_HASHES } from './security-headers';

const sha256 = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

describe('the policy of pages', () => {
  it('runs scripts by the nonce alone', () => {
    expect(pagePolicy('abc')).toContain("script-src 'nonce-abc' 'strict-dynamic';");
    expect(pagePolicy('abc')).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|ws:|\*/);
  });

  it('lets hot reload evaluate in development, and nowhere else', () => {
    expect(pagePolicy('abc', true)).toContain("'unsafe-eval'");
  });

  it('knows the styles that the installed sonner injects', () => {
    const source = readFileSync(createRequire(import.meta.url).resolve('sonner').replace(/index\.js$/, 'index.mjs'), 'utf8');
    const sheets = [...source.matchAll(/__insertCSS\(("(?:[^"\\]|\\.)*")\)/g)].map((match) => JSON.parse(match[1] ?? '""') as string);
    expect(sheets).toHaveLength(1);
    expect(SONNER_STYLE_HASHES).toEqual([sha256(''), ...sheets.map(sha256)]);
  });
});

it('no other answer may load, run or be framed', () => {
  expect(DATA_POLICY).toMatch(/^default-src 'none';/);
  expect(COMMON_HEADERS['x-robots-tag']).toBe('noindex, nofollow');
});
