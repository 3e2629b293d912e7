import * as fc from 'fast-check';
import type { FieldValue } from '@/lib/model/field';
import type { Samples } from '../samples-of';
import { storable } from './text';

const leaf = fc.oneof(storable({ maxLength: 20 }), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0), fc.integer());
const { tree } = fc.letrec<{ tree: unknown; node: unknown }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3, depthSize: 'small' }, leaf, tie('node')),
  node: fc.oneof(fc.array(fc.oneof(fc.constant(null), tie('tree')), { maxLength: 4 }), fc.dictionary(storable({ maxLength: 8 }).filter((key) => key !== '__proto__'), tie('tree'), { maxKeys: 4, noNullPrototype: true })),
}));
/** Deeper than any reader should have to go. */
const deep = (levels: number): unknown => Array.from({ length: levels }).reduce((inside) => [inside], []);

export const samples: Samples = {
  rules: fc.constant({}),
  values: () => tree.map((value) => JSON.parse(JSON.stringify(value)) as FieldValue),
  wrong: [{ a: undefined }, ['a\0'], { '\ud800': 1 }, [new Date(0)], [NaN], [() => 1], JSON.parse('{"__proto__": {"admin": true}}'), deep(40), deep(200_000), 'x'.repeat(65_537), Array(70_000).fill(0), { a: 'é'.repeat(40_000) }, 'x'.repeat(10_000_000), Array(2_000_000).fill(1)],
  senseless: [],
};
