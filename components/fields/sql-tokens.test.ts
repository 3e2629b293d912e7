import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { sqlTokens } from './sql-tokens';

describe('a statement in colours', () => {
  it('tells keywords, names, texts and numbers', () => {
    expect(sqlTokens(`ALTER TABLE "t_1"."app_user" ADD CHECK (x <> 'don''t "drop" me') LIMIT 10`).filter(({ kind }) => kind !== 'plain')).toEqual([
      { kind: 'keyword', text: 'ALTER' }, { kind: 'keyword', text: 'TABLE' }, { kind: 'name', text: '"t_1"' }, { kind: 'name', text: '"app_user"' },
      { kind: 'keyword', text: 'ADD' }, { kind: 'keyword', text: 'CHECK' }, { kind: 'text', text: `'don''t "drop" me'` }, { kind: 'keyword', text: 'LIMIT' }, { kind: 'number', text: '10' },
    ]);
  });

  test.prop([fc.string({ unit: fc.constantFrom('"', "'", '`', 'a', '1', ' ', '.', '\n', 'SELECT') })])('loses nothing of it', (sql) => {
    expect(sqlTokens(sql).map(({ text }) => text).join('')).toBe(sql);
  });
});
