import type { FieldDef } from 'pg';
import { describe, expect, it } from 'vitest';
import { EXACT_TYPES } from './exact-types';
import { preparedQuery, type AnswerShapes } from './prepared-query';

interface Result {
  addFields(fields: FieldDef[]): void;
  parseRow(values: (string | null)[]): Record<string, unknown>;
}

const TIMESTAMPTZ = 1184;
const INT4 = 23;
const TEXT = 25;
const field = (name: string, dataTypeID: number): FieldDef => ({ name, dataTypeID, tableID: 0, columnID: 0, dataTypeSize: 0, dataTypeModifier: -1, format: 'text' });
const answerTo = (shapes: AnswerShapes, name: string): Result =>
  (preparedQuery({ name, text: 'select 1', values: [] }, EXACT_TYPES, shapes, () => undefined) as unknown as { _result: Result })._result;

describe('the answer of a prepared statement', () => {
  it('is read alike the first time and from what is known', () => {
    const shapes: AnswerShapes = new Map();
    for (let time = 0; time < 3; time += 1) {
      const result = answerTo(shapes, 'a');
      result.addFields([field('at', TIMESTAMPTZ), field('n', INT4)]);
      expect(result.parseRow(['2026-01-02 03:04:05.6+00', '7'])).toEqual({ at: '2026-01-02T03:04:05.600000Z', n: 7 });
      expect(result.parseRow([null, null])).toEqual({ at: null, n: null });
    }
    expect(shapes.size).toBe(1);
  });

  it('is read anew when a column has another name or type than it had', () => {
    const shapes: AnswerShapes = new Map();
    for (const [fields, read] of [
      [[field('n', INT4)], { n: 7 }],
      [[field('n', TEXT)], { n: '7' }],
      [[field('m', TEXT)], { m: '7' }],
      [[field('m', TEXT), field('n', INT4)], { m: '7', n: 8 }],
    ] as const) {
      const result = answerTo(shapes, 'a');
      result.addFields([...fields]);
      expect(result.parseRow(['7', '8'].slice(0, fields.length))).toEqual(read);
    }
  });
});
